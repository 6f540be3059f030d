"""Papers drawn in this process, by what the child would draw them with."""

from desktop.documents.drawing import Answer, Request
from desktop.documents.drawing_child import Desk


class AtHome:
    """Answers as the child does, at once."""

    def __init__(self) -> None:
        self._desk, self._data = Desk(), bytearray()
        self._asked: Request

    def begin(self, request: Request) -> None:
        self._asked, self._data = request, bytearray()

    def feed(self, piece: bytes) -> None:
        self._data += piece

    def answer(self) -> tuple[Answer, bytes]:
        return self._desk.answer(self._asked, bytes(self._data))

    def kill(self) -> None:
        self._desk = Desk()

    def close(self) -> None:
        self._desk = Desk()
