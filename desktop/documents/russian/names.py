"""A person's name in six cases."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from desktop.documents.russian import spelling
from desktop.documents.russian.cases import CASES, OBLIQUE, Forms, checked, forms
from desktop.documents.russian.patronymics import SON_OR_DAUGHTER_OF
from desktop.documents.russian.verdicts import key_of
from desktop.documents.russian.words import PARTS, SECOND_PARTS, decline_part, unchanged
from desktop.domain.values import Part

NOTHING_CONFIRMED: Mapping[str, Mapping[str, str]] = MappingProxyType({})
_SPACE = "\N{NO-BREAK SPACE}"
_FIRST_LETTERS = re.compile(r"(?:^|(?<=[ -]))[^\W\d_]")


@dataclass(frozen=True, kw_only=True, repr=False)
class Name(Part):
    """A name as it stands in somebody's papers, in the nominative. Any part may be empty, the patronymic None."""

    surname: str
    name: str
    patronymic: str | None = None


@dataclass(frozen=True, kw_only=True, repr=False)
class Declined(Part):
    """A name through the cases."""

    surname: Forms
    name: Forms
    patronymic: Forms | None

    def form(self, part: str, case: str) -> str:
        """One part ("surname", "name", "patronymic") in that case; a missing patronymic is empty."""
        if part not in PARTS:
            raise ValueError(part)
        found: Forms | None = getattr(self, part)
        return found.of(case) if found else ""

    def full(self, case: str) -> str:
        """Surname, name and patronymic, as far as they are known: "Иванову Ивану Ивановичу"."""
        return _joined(" ", *(self.form(part, case) for part in PARTS))

    def surname_initials(self, case: str) -> str:
        """The surname, then initials, on one line: "Иванову И. И."."""
        return _joined(_SPACE, self.form("surname", case), *self._initials())

    def initials_surname(self, case: str) -> str:
        """Initials, then the surname, on one line: "И. И. Иванову"."""
        return _joined(_SPACE, *self._initials(), self.form("surname", case))

    @property
    def doubtful(self) -> tuple[str, ...]:
        """The parts a person should look at before they are printed."""
        return tuple(part for part in PARTS if (found := getattr(self, part)) and found.doubtful)

    def as_json(self) -> dict[str, Any]:
        """The six cases as the terminal prints them; the patronymic is null where there is none."""
        shown: dict[str, Any] = {
            case: {"surname": self.surname.of(case), "name": self.name.of(case), "patronymic": self.form("patronymic", case) or None}
            for case in CASES
        }
        return shown | {"doubtful": list(self.doubtful)}

    def _initials(self) -> tuple[str, str]:
        return initials(self.name.nominative), initials(self.form("patronymic", "nominative"))


def decline(
    name: Name,
    sex: str,
    *,
    confirmed: Mapping[str, Mapping[str, str]] = NOTHING_CONFIRMED,
    fixed: Collection[str] = (),
) -> Declined:
    """The name in six cases. `sex` is "m" or "f", never guessed: another is a ValueError.

    `confirmed` holds forms a person has seen to be right, by part and case: they win, and are not doubtful.
    `fixed` names the parts that do not decline by the bearer's papers.
    """
    if sex not in {"m", "f"}:
        raise ValueError(sex)

    def part_forms(part: str, text: str) -> Forms:
        cleaned = spelling.clean(text)
        own = unchanged(cleaned, doubtful=False) if part in fixed else decline_part(part, cleaned, sex)
        return _with_confirmed(own, confirmed.get(part, {}))

    patronymic = spelling.clean(name.patronymic or "")
    return Declined(
        surname=part_forms("surname", name.surname),
        name=part_forms("name", name.name),
        patronymic=part_forms("patronymic", patronymic) if patronymic else None,
    )


def decline_json(surname: str, name: str, patronymic: str | None, sex: str) -> dict[str, Any]:
    """What `decline --json` prints: the six cases of a name, and which parts are doubtful."""
    return decline(Name(surname=surname, name=name, patronymic=patronymic), sex).as_json()


def initials(part: str) -> str:
    """The initial of a name or patronymic: "И.", "Ж.-Ж.", "А. оглы"; empty for an empty part."""
    words = part.split(" ")
    if len(words) > 1 and key_of(words[-1]) in SON_OR_DAUGHTER_OF:
        return _joined(_SPACE, initials(" ".join(words[:-1])), words[-1])
    pieces = [letter.group() for word in words for letter in [_FIRST_LETTERS.search(word)] if letter]
    if not pieces:
        return ""
    doubles = [piece[0] for piece in part.split("-")[1:] if piece[:1].isupper() and key_of(piece) not in SECOND_PARTS]
    return "-".join(f"{letter.upper()}." for letter in (pieces[0], *doubles))


def _with_confirmed(own: Forms, confirmed: Mapping[str, str]) -> Forms:
    """Confirmed forms in place of made ones. The rest stays as doubtful as it was."""
    for case in confirmed:
        checked(case)
    every = all(confirmed.get(case) for case in OBLIQUE)
    return forms({case: confirmed.get(case) or own.of(case) for case in CASES}, doubtful=own.doubtful and not every)


def _joined(separator: str, *pieces: str) -> str:
    return separator.join(piece for piece in pieces if piece)
