"""What reading a whole vault or backup found."""

from dataclasses import dataclass

# What is worth telling but takes nothing from anybody: a file that a crash left before its case was saved, an unused page that
# a power cut left half written.
HARMLESS = frozenset({"paper-unknown", "free-page-damaged"})


@dataclass(frozen=True)
class Problem:
    """One finding: a code, and where it is, as an id or a neutral file name."""

    code: str
    where: str = ""


@dataclass(frozen=True)
class Verdict:
    """The answer of a check: every problem it found, and what it read."""

    problems: tuple[Problem, ...] = ()
    records: int = 0
    papers: int = 0
    created: str = ""  # of a backup: when it was made, ISO 8601
    way: str = ""  # of a backup: what opened it (`desktop.storage.opening.Opened.way`)

    @property
    def ok(self) -> bool:
        """Whether nothing is lost or damaged."""
        return all(problem.code in HARMLESS for problem in self.problems)
