"""Military ranks in six cases."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from desktop import resources
from desktop.documents.russian.cases import CASES, Forms, forms
from desktop.domain.values import Part

GUARDS = "гвардии"
# What may stand behind a rank; unchanged in every case (Federal Law 53-FZ, art. 46 para. 2).
SUFFIXES: Mapping[str, str] = MappingProxyType(
    {
        "justice": "юстиции",
        "medical": "медицинской службы",
        "veterinary": "ветеринарной службы",
        "reserve": "запаса",
        "retired": "в отставке",
    }
)


@dataclass(frozen=True, kw_only=True, repr=False)
class Rank(Part):
    """A rank: `branch` is army, navy or both, `group` is that of the law's list of ranks (53-FZ art. 46)."""

    code: str
    branch: str
    group: str
    english: str
    forms: Forms

    @property
    def title(self) -> str:
        """The Russian title, in the nominative."""
        return self.forms.nominative


def rank(code: str, case: str, guards: bool = False, suffix: str | None = None) -> str:
    """A rank in that case: "гвардии старшего сержанта", "майору юстиции". The same for women.

    `suffix` is a code of SUFFIXES or a text, which stays as it is. An unknown rank is a KeyError.
    """
    pieces = (GUARDS if guards else "", RANKS[code].forms.of(case), SUFFIXES.get(suffix, suffix) if suffix else "")
    return " ".join(piece for piece in pieces if piece)


def _read() -> Mapping[str, Rank]:
    found = {}
    for line in (resources.LISTS / "titles.tsv").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            code, branch, group, *six, english = line.split("\t")
            own = forms(dict(zip(CASES, six, strict=True)), doubtful=False)
            found[code] = Rank(code=code, branch=branch, group=group, english=english, forms=own)
    return MappingProxyType(found)


# All ranks of the law, lowest first, army before navy: for pickers.
RANKS = _read()
