"""Papers drawn in this process, by what the child would draw them with."""

from desktop.documents.drawing import Answer, Request
from desktop.documents.drawing_child import Desk
from desktop.documents.fetched import Fetched
from desktop.operations.drawing import Source


class AtHome:
    """Answers as the child does, at once."""

    def __init__(self) -> None:
        self._desk = Desk()

    def ask(self, request: Request, source: Source) -> tuple[Answer, bytes]:
        return self._desk.answer(request, Fetched(source.read, request.file_size))

    def kill(self) -> None:
        self._desk = Desk()

    def close(self) -> None:
        self._desk = Desk()
