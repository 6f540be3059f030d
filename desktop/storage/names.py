"""What the names of people are filed under: a few short keys for each, looked up before any name is compared, and the name itself."""

import json
from datetime import date

from desktop.domain import likeness
from desktop.domain.likeness import Named
from desktop.domain.people import Person, Sex
from desktop.storage.vault import Vault

SURNAME, GIVEN, WHOLE = "s", "g", "n"
LONGEST, MOST = 200, 20  # letters of a part and parts of a name: a row must not overflow its page
_BETWEEN = "\x1f"


def put(vault: Vault, number: int, person: Person) -> None:
    """File a person, who stands in row `number`. One without a name has the row of the whole name, too: no row means not filed yet."""
    known = likeness.named(person)
    filed = {(key, SURNAME) for word in known.surnames for key in likeness.near(likeness.key(word))}
    filed |= {(key, GIVEN) for word in likeness.words(person.name) if len(word) > 1 for key in likeness.near(likeness.key(word))}
    filed.add((_written(known), WHOLE))
    for key, part in sorted(filed):
        vault.run("INSERT OR FAIL INTO name_key (key, part, person) VALUES (:key, :part, :number)", key=key, part=part, number=number)


def drop(vault: Vault, number: int) -> None:
    """Take a person out."""
    vault.run("DELETE FROM name_key WHERE person = :number", number=number)


def are_missing(vault: Vault) -> bool:
    """Whether there are people and none of them is filed: a vault of an earlier schema."""
    there = "SELECT 1 FROM record WHERE kind = 'person' AND removed = 0"
    return vault.rows(f"SELECT EXISTS ({there}) AND NOT EXISTS (SELECT 1 FROM name_key)") == [(1,)]  # noqa: S608 - the words are ours


# The surname is near, and the given name too, as far as one stands there; or the two were swapped. A given name is so short that a
# slip in it leaves no key to look it up by: of those with the surname, its consonants are compared with all that one slip makes.
_NEAR = """
SELECT person, key FROM name_key WHERE part = 'n' AND person IN (SELECT person FROM name_key AS found WHERE
    (part = 's' AND key IN (SELECT value FROM json_each(:surnames)) AND (:given = '[]'
        OR EXISTS (SELECT 1 FROM name_key WHERE person = found.person AND part = 'g'
            AND substr(key, 1, instr(key || ':', ':') - 1) IN (SELECT value FROM json_each(:given_slips)))
        OR NOT EXISTS (SELECT 1 FROM name_key WHERE person = found.person AND part = 'g')))
    OR (part = 's' AND key IN (SELECT value FROM json_each(:given))
        AND EXISTS (SELECT 1 FROM name_key WHERE person = found.person AND part = 'g' AND key IN (SELECT value FROM json_each(:surnames)))))
ORDER BY person DESC LIMIT :limit
"""


def candidates(vault: Vault, name: Named, *, limit: int) -> list[tuple[int, Named]]:
    """The rows of people filed near this name, with their names, the latest first: more than are alike, and far from all."""
    surnames = {key for word in name.surnames for key in likeness.asked(word)}
    words = [word for word in likeness.words(name.name) if not likeness.is_initial(word)]
    given = {key for word in words for key in likeness.asked(word)}
    slips = {key for word in words for key in likeness.slipped(word)}
    wanted = {name: json.dumps(sorted(keys)) for name, keys in (("surnames", surnames), ("given", given), ("given_slips", slips))}
    return [(int(str(number)), _read(str(text))) for number, text in vault.rows(_NEAR, **wanted, limit=limit)]


def _written(name: Named) -> str:
    born = name.born.isoformat() if name.born else ""
    parts = (name.surname, name.name, name.patronymic, name.sex or "", born, *name.old)
    return _BETWEEN.join(part.replace(_BETWEEN, " ")[:LONGEST] for part in parts[:MOST])


def _read(text: str) -> Named:
    surname, name, patronymic, sex, born, *old = text.split(_BETWEEN)
    return Named(surname=surname, name=name, patronymic=patronymic, old=tuple(old), sex=Sex(sex) if sex else None,
                 born=date.fromisoformat(born) if born else None)  # fmt: skip
