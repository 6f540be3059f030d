"""What is written in open formats: the records of a snapshot without what lies in the bin, and where each case goes."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from desktop.domain.cases import Case
from desktop.domain.values import Value
from desktop.storage import kinds as known
from desktop.storage import rows
from desktop.storage.records import V
from desktop.storage.rows import Stored
from desktop.storage.vault import Vault

# Her own card holds private keys; what came from a colleague is not hers until it is taken in; an import knows people as they were
# before it, even such as lie in the bin by now.
LEFT_OUT = frozenset({"own-card", "incoming", "import-part"})
# Settings she works with. All others tell of ways in, copies, sticks and folders of this computer.
_SETTINGS = ("lawyer.", "register.", "law.", "report.", "refusing.", "risky.", "retention.", "bin.")
_FOLDER = re.compile(r"[0-9A-Za-z][0-9A-Za-z-]{0,39}")


@dataclass(frozen=True)
class Wording:
    """How tables are worded in her language: the heading of a column, a stored code, a rank, a unit's number, somebody without a name."""

    heading: Callable[[str], str]
    word: Callable[[StrEnum], str]
    rank: Callable[[str], str]
    unit: Callable[[str], str]
    nameless: str
    read_me: str


@dataclass(frozen=True)
class Member:
    """One file: its name with folders in it, what gives its bytes, the same ones each time, and how many, where that is known."""

    name: str
    pieces: Callable[[], Iterable[bytes]]
    size: int | None = None


@dataclass(frozen=True)
class CaseName:
    """What a case is called where no real name stands, the zone of its clock, and the folder its documents go to."""

    number: str
    pseudonym: str
    zone: str
    folder: str


class Source:
    """Reads a snapshot."""

    def __init__(self, frozen: Vault) -> None:
        self.vault = frozen
        self.cases: dict[str, CaseName] = {}
        taken = set[str]()
        for case in self.values(Case):
            number = case.number if _FOLDER.fullmatch(case.number) and case.number.lower() not in taken else case.id
            taken.add(number.lower())
            self.cases[case.id] = CaseName(case.number, case.pseudonym, case.zone, f"cases/{number}")

    def rows(self, type_: type[Value]) -> Iterator[Stored]:
        """The rows of one kind that are written, in the order they were made. Raises DataDamaged."""
        for stored in rows.of_kind(self.vault, known.KIND_OF[type_]):
            if type_ is Case or self._goes(stored.kind, stored.id, stored.case):
                yield stored

    def values(self, type_: type[V]) -> Iterator[V]:
        """The values of one kind that are written. Raises DataDamaged."""
        return (known.decode(type_, stored.body) for stored in self.rows(type_))

    def ids(self) -> set[str]:
        """The ids of all that is written; no body is read."""
        rows = self.vault.each("SELECT kind, id, case_id FROM record WHERE removed = 0")
        return {str(id_) for kind, id_, case in rows if self._goes(str(kind), str(id_), None if case is None else str(case))}

    def _goes(self, kind: str, id_: str, case: str | None) -> bool:
        """Whether a record that is not in the bin is written: not where its case is."""
        if kind == "setting":
            return id_.startswith(_SETTINGS)
        return kind not in LEFT_OUT and (case is None or case in self.cases)


def kinds() -> dict[str, type[Value]]:
    """The kinds that are written, by their code words."""
    return {kind: type_ for kind, type_ in known.KINDS.items() if kind not in LEFT_OUT}
