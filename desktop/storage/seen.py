"""What the records of a backup say of each other, gathered while it is read."""

from desktop.domain.attachments import Sealed
from desktop.domain.cases import Case
from desktop.storage import kinds, papers
from desktop.storage.changes import StoredChange
from desktop.storage.manifest import MANIFEST, Manifest
from desktop.storage.rows import Stored


class Seen:
    """What the records of a backup say of each other."""

    def __init__(self) -> None:
        self._ids: set[str] = set()
        self._twice: list[str] = []
        self._numbers: set[str] = set()
        self._named: dict[str, Sealed] = {}

    def __call__(self, record: Stored | StoredChange) -> None:
        """Take note of one record."""
        self._named.update({paper.file: paper for paper in papers.named_in(record.body)})
        if isinstance(record, StoredChange):
            return
        if record.id in self._ids:
            self._twice.append(record.id)
        self._ids.add(record.id)
        if record.kind == "case" and not record.removed:
            number = kinds.decode(Case, record.body).number
            if number in self._numbers:
                self._twice.append(record.id)
            self._numbers.add(number)

    def problems(self, manifest: Manifest) -> tuple[tuple[str, str], ...]:
        """Records that stand there twice, and papers named by one side only: a code each, and where."""
        twice = tuple(("record-unknown", id_) for id_ in self._twice)
        agree = {paper.id: paper.sealed for paper in manifest.papers} == self._named
        return twice if agree else (*twice, ("digest", MANIFEST))
