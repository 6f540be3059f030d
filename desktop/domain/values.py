"""What every value of a case file has in common: an id, and a face that tells nobody's story."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, repr=False)
class Value:
    """Something a vault keeps. Its `repr` shows the id alone, so that no log or traceback can tell more."""

    id: str

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.id})"


@dataclass(frozen=True, kw_only=True, repr=False)
class Part:
    """A piece of a value, without an id of its own."""

    def __repr__(self) -> str:
        return type(self).__name__
