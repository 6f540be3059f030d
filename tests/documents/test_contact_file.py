"""The address book: a library of strangers reads every person and unit back as he was."""

import re
from datetime import UTC, datetime
from typing import Any

import pytest
import vobject
from hypothesis import example, given, settings
from hypothesis import strategies as st

from desktop.documents import contact_file
from desktop.documents.content_lines import plain
from desktop.domain.days import Day
from desktop.domain.people import Sex
from tests import make
from tests.nasty import LONG, NASTY, TEXTS
from tests.torture.counts import count

SAVED = datetime(2026, 5, 14, 9, tzinfo=UTC)
PEOPLE = st.builds(
    make.person, surname=TEXTS, name=TEXTS, patronymic=TEXTS, sex=st.sampled_from(Sex), post=TEXTS, address=TEXTS,
    aliases=st.lists(TEXTS, max_size=3).map(tuple), phones=st.lists(TEXTS, max_size=3).map(tuple),
)  # fmt: skip
ALL = [make.person(surname=text, name=text, patronymic=text, post=text, address=text, aliases=(text,), phones=(text,)) for text in NASTY]


def read(cards: bytes) -> list[vobject.base.Component]:
    # 4.0 is newer than the library; to it a version says only how names and addresses are parted, which 3.0 does alike.
    return list(vobject.readComponents(cards.decode().replace("VERSION:4.0", "VERSION:3.0")))


def values(card: vobject.base.Component, name: str) -> list[Any]:
    return [each.value for each in card.contents.get(name, [])]


@given(st.lists(PEOPLE, max_size=3))
@example(ALL)
@example([make.person(surname=LONG, address=LONG)])
@settings(max_examples=count(12, 2000))
def test_every_person_comes_back(people):
    cards = read(b"".join(contact_file.person(each, SAVED, shown="?", office="в/ч 1; 2, 3") for each in people))

    assert len(cards) == len(people)
    for card, one in zip(cards, people, strict=True):
        name = card.n.value
        assert (name.family, name.given, name.additional) == tuple(map(plain, (one.surname, one.name, one.patronymic)))
        assert card.fn.value == plain(one.full_name or next(iter(one.aliases), "") or "?")
        assert values(card, "nickname") == list(map(plain, one.aliases))
        assert values(card, "tel") == list(map(plain, one.phones))
        assert [each.street for each in values(card, "adr")] == ([plain(one.address)] if one.address else [])
        assert values(card, "title") == ([plain(one.post)] if one.post else [])
        assert values(card, "org") == [["в/ч 1; 2, 3"]]
        assert values(card, "gender") == [{Sex.MALE: "M", Sex.FEMALE: "F"}[one.sex]]
        assert values(card, "uid") == [f"urn:uuid:{one.id[:8]}-{one.id[8:12]}-{one.id[12:16]}-{one.id[16:20]}-{one.id[20:]}"]


@pytest.mark.parametrize(
    ("day", "line"),
    [
        ("1990-05-12", "BDAY:19900512"),
        ("1990-05", "BDAY:1990-05"),
        ("1990-05-XX", "BDAY:1990-05"),
        ("1990", "BDAY:1990"),
        ("1990-XX-XX", "BDAY:1990"),
        ("1990~", "BDAY;VALUE=text:1990~"),
        ("199X", "BDAY;VALUE=text:199X"),
        ("1990-05-12?", "BDAY;VALUE=text:1990-05-12?"),
        ("1989/1991", "BDAY;VALUE=text:1989/1991"),
        ("../1990", "BDAY;VALUE=text:../1990"),
    ],
)
def test_a_birthday_is_as_exact_as_it_is_known(day, line):
    assert contact_file.born(Day(day)) == line
    # RFC 6350, 4.3.1: a date, a month with a hyphen, a year alone.
    assert "VALUE=text" in line or re.fullmatch(r"BDAY:(\d{8}|\d{4}-\d{2}|\d{4})", line)


def test_a_unit_is_an_office():
    (card,) = read(contact_file.unit(make.unit(address="г. Энск, ул. 1; д. 2"), SAVED, name="войсковая часть 00001"))

    assert (values(card, "kind"), card.fn.value, values(card, "org")) == (["org"], "войсковая часть 00001", [["войсковая часть 00001"]])
    assert card.adr.value.street == "г. Энск, ул. 1; д. 2"


def test_remarks_and_identity_papers_go_into_no_address_book():
    card = contact_file.person(make.person(remark="канарейка", identity_paper="4444 123456"), SAVED, shown="?").decode()

    assert "канарейка" not in card
    assert "4444" not in card
