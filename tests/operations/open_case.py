"""A vault with something of every kind that has a file of its own, worded for tests, and its export."""

from datetime import date
from pathlib import Path

from desktop.domain.cases import Contract
from desktop.domain.days import Day
from desktop.domain.deadlines import DeadlineKind, Occasion
from desktop.domain.drafts import Setting
from desktop.domain.transfers import OWN_CARD, OwnCard
from desktop.domain.units import Office
from desktop.domain.values import Value
from desktop.operations.attachments import attach
from desktop.operations.open_formats.source import Wording
from desktop.storage import records
from desktop.storage.vault import Vault
from tests import make
from tests.nasty import LONG, NASTY

WORDING = Wording(
    heading=lambda code: code,
    word=str,
    rank=lambda code: code,
    unit=lambda number: f"в/ч {number}",
    nameless="(без имени)",
    read_me="Что здесь лежит.\n",
)
SECRET = "AGE-SECRET-KEY-1CANARY"


def values() -> list[Value]:
    """Values of three cases, nasty texts in all that are free; the last case lies in the bin."""
    client = make.person(born=Day("1990-05"), aliases=("Рыжий; Лис, младший",), phones=("+7 900 111-22-33",), address="г. Энск;\nд. 1")
    unit = make.unit(commanders=(Office(person=client.id, post="командир", since=Day("2021")),), address="г. Энск")
    one = make.case(number="26-AAAAA", client=client.id, unit=unit.id, contract=Contract(number="№ 1", begins=Day("2022-04~")), now="=1+1")
    two = make.case(number="Дело/7", pseudonym="Маяк", zone="Asia/Vladivostok")
    gone = make.case(number="26-CCCCC", pseudonym="Лодка", removed_at="2026-05-14T09:00:00+00:00", matter="канарейка в корзине")
    found: list[Value] = [client, unit, one, two, gone, make.party(case=one.id, person=client.id, relation="он сам")]
    found += [make.person(surname=text, name=text, post=text, remark=text) for text in (*NASTY, LONG)]
    found.append(make.person(surname="", name="", patronymic=""))
    found += [make.event(case=two.id, title=text, text=text, day=Day("../2022-04")) for text in (*NASTY, LONG)]
    found += [make.deadline(case=one.id, title=text) for text in NASTY]
    found += [
        make.deadline(case=two.id, title="Заседание", kind=DeadlineKind.APPOINTMENT, occasion=Occasion.HEARING, time="10:30"),
        make.deadline(case=two.id, title="Без пояса", kind=DeadlineKind.APPOINTMENT, time="09:05", zone="нет такого"),
        make.deadline(case=one.id, title="Позвонить Королёву Петру", done_at="2026-05-14T09:00:00+00:00"),
        make.deadline(case=one.id, title="не посчитан", due=date.max),
        make.deadline(case=gone.id, title="канарейка в корзине"),
        make.deadline(case=one.id, title="канарейка сама", removed_at="2026-05-14T09:00:00+00:00"),
        make.task(title="Отнести бумаги"),
        make.task(title="Сдать", case=two.id, due=date(2026, 6, 1), done_at="2026-05-15T09:00:00+00:00"),
        make.note(case=one.id, blocks={"facts": "Звонила мать.", "advice": LONG}),
        make.note(case=gone.id, blocks={"facts": "канарейка в корзине"}),
        make.entry(case=one.id, number="26-BBBB", title="Рапорт", text="# Рапорт\n\nПрошу ответить.", font="liberation-serif"),
        Setting(id="lawyer.name", text="Выдумкина А. П."),
        Setting(id="backup.sticks", text="канарейка о флешках"),
        OwnCard(id=OWN_CARD, name="А. П.", sealing=SECRET, signing="0" * 64),
    ]
    return found


def fill(vault: Vault, tmp_path: Path) -> list[Value]:
    """Keep them all, and two papers, one of them larger than what is held in memory at once."""
    kept = values()
    with vault.transaction():
        for value in kept:
            records.save(vault, value)
    case = next(each.id for each in kept if getattr(each, "number", "") == "26-AAAAA")
    for name, size in (("скан.pdf", 70_000), ("запись.bin", 9 * 1024**2)):
        (tmp_path / name).write_bytes(b"%PDF-1.4 " if name.endswith("pdf") else b"" + bytes([65]) * size)
        kept.append(attach(vault, case, tmp_path / name))
    return kept


def names(folder: Path) -> list[str]:
    """What lies in a folder."""
    return sorted(each.name for each in folder.iterdir())
