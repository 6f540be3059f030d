"""The register: what was approved never changes, whatever follows, and what becomes of it is kept."""

from dataclasses import fields, replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from desktop.domain.attachments import Attachment
from desktop.domain.cases import Case, Category
from desktop.domain.days import Day
from desktop.domain.errors import BadInput
from desktop.domain.letters import Answer, Channel, Keeper, Original, RegisterEntry, WayOut
from desktop.domain.people import Person, Role
from desktop.domain.register import is_unchanged
from desktop.operations import law, letters, register, register_beside
from desktop.operations.attachments import attach
from desktop.operations.backups import back_up
from desktop.operations.cases import keep_case, open_case
from desktop.operations.people import add_person, keep_person
from desktop.operations.restoring import restore
from desktop.operations.units import keep_unit, unit_with
from desktop.operations.vaults import open_vault, unlock
from desktop.storage import kinds, people, records
from desktop.storage.vault import Vault
from tests import make
from tests.conftest import PASSPHRASE

TODAY = date(2026, 5, 14)
DAY = Day("2026-05-14")
LEFT_FREE = (*register.FREE, "copies", "read_out", "removed_at")
FROZEN = tuple(field.name for field in fields(RegisterEntry) if field.name not in LEFT_FREE)


@pytest.fixture
def case(vault: Vault) -> Case:
    opened = open_case(vault, category=Category.CONTRACT)
    unit = keep_unit(vault, replace(unit_with(vault, "00001"), address="000000, г. Н., ул. Полевая, д. 1"))
    case = keep_case(vault, replace(opened, unit=unit.id, post="стрелок", subunit="1 мотострелковая рота"))
    add_person(vault, make.person(surname="Монгуш", name="Айдын", patronymic="Кара-оолович", rank="private"), case.id, Role.CLIENT)
    return records.get(vault, Case, case.id)


@pytest.fixture
def entry(vault: Vault, case: Case) -> RegisterEntry:
    return approved(vault, case)


def approved(vault: Vault, case: Case, template: str = "r02", **given_: str) -> RegisterEntry:
    draft = letters.keep_letter(vault, replace(letters.begin_letter(vault, case.id, template), fields={"health": "плохо сплю", **given_}))
    return letters.approve_letter(vault, draft, explained=(), allow_gaps=True, today=TODAY)


def frozen(entry: RegisterEntry) -> dict[str, object]:
    return {name: getattr(entry, name) for name in FROZEN}


def test_approval_freezes_text_digest_template_and_the_state_of_the_law(vault, case, entry):
    leaned = {each.norm: each for each in entry.norms}

    assert is_unchanged(entry)
    assert (entry.template, entry.law_as_of) == ("r02", "2026-05-14")
    assert entry.template_version
    assert entry.law_version
    # The wording that stood that day, by its fingerprint: what she writes over it later is another one.
    assert leaned
    norm = law.norm(vault, next(iter(leaned))).norm
    version = next(each for each in reversed(norm.versions) if each.holds_on(TODAY))
    law.keep_norm(vault, replace(norm, versions=tuple(replace(v, lines={"ru": "иначе"}) if v == version else v for v in norm.versions)))

    after = approved(vault, case)

    assert after.norms[0].norm == entry.norms[0].norm
    assert after.norms[0].digest != entry.norms[0].digest
    assert records.get(vault, RegisterEntry, entry.id).norms == entry.norms


def _garbage(vault: Vault, entry: RegisterEntry) -> None:
    register.keep_entry(vault, replace(
        entry, text="другое", text_sha256="0" * 64, number="1", version=9, title="иное", addressee="никому", case="x", letter="y",
        approved_at="", template="r03", template_version="0", law_as_of="", law_version="", norms=(), font="", explained=("a",),
        gaps_allowed=False, archive_copy=True, corrects="z", copies=(), read_out=7,
    ))  # fmt: skip


def _rename(vault: Vault, entry: RegisterEntry) -> None:
    client = people.by_role(vault, entry.case)[Role.CLIENT]
    keep_person(vault, replace(records.get(vault, Person, client.id), surname="Иной"))


DEEDS = {
    "garbage": _garbage,
    "rename": _rename,
    "stamp": lambda vault, entry: register.enter_stamp(vault, entry, "117", DAY),
    "no stamp": lambda vault, entry: register.enter_stamp(vault, entry, "", None),
    "handed": lambda vault, entry: register.enter_handing_in(vault, entry, Channel.POST_INVENTORY, "почта", DAY),
    "refused": lambda vault, entry: register.enter_refusal(vault, entry, DAY, "не взяли"),
    "answer": lambda vault, entry: register.enter_answer(vault, entry, Answer.REFUSED, DAY),
    "due": lambda vault, entry: register.enter_answer_due(vault, entry, TODAY + timedelta(days=3)),
    "withdrawn": lambda vault, entry: register.withdraw(vault, entry, DAY),
    "printed": lambda vault, entry: letters.hand_over(vault, entry, WayOut.PRINTED, count=2),
    "read": lambda vault, entry: letters.keep_read_out(vault, entry, 3),
    "revised": letters.revise_letter,
    "inventory": register_beside.begin_inventory,
    "sheet": register_beside.begin_refusal_sheet,
}


@pytest.mark.parametrize("order", [1, -1])
def test_whatever_follows_what_was_frozen_stays_byte_for_byte(vault, entry, order):
    pages = letters.pdf_of(entry)

    for deed in list(DEEDS.values())[::order]:
        deed(vault, records.get(vault, RegisterEntry, entry.id))

        kept = records.get(vault, RegisterEntry, entry.id)
        assert frozen(kept) == frozen(entry)
        assert is_unchanged(kept)
    assert letters.pdf_of(kept) == pages


def test_how_it_left_is_only_ever_added_to(vault, entry):
    before = entry
    letters.hand_over(vault, entry, WayOut.PRINTED, count=2)

    # As undo does it: the entry as it was before the printing is kept again.
    register.keep_entry(vault, replace(before, stamp_number=""))

    assert [copy.count for copy in records.get(vault, RegisterEntry, entry.id).copies] == [2]


def test_a_text_that_is_not_the_approved_one_is_seen(entry):
    assert not is_unchanged(replace(entry, text=entry.text + " "))


def test_everything_noted_goes_through_a_backup(vault, entry, tmp_path):
    whole = register.keep_entry(vault, replace(
        entry, handed_in=Channel.POST_INVENTORY, handed_to="почта", handed_on=DAY, stamp_number="117", stamp_on=DAY, scan="s",
        refused_on=DAY, refused_hour="18:20", refused_by="дежурный по части", refused_witnesses="двое сослуживцев",
        refused_note="не взяли", refusal_sheet="f", post_receipt="66700012345678", inventory="i", answer=Answer.FORWARDED, answer_on=DAY,
        answer_paper="p", forwarded_to="окружная прокуратура", withdrawn_on=DAY,
        originals=(Original(keeper=Keeper.CLIENT, count=1, since=DAY), Original(keeper=Keeper.LOST, remark="в пути")),
    ))  # fmt: skip
    (tmp_path / "stick").mkdir()
    backup = back_up(vault, tmp_path / "stick")

    restore(backup.file, PASSPHRASE, tmp_path / "again", unlock_seconds=0.01)

    with open_vault(tmp_path / "again", unlock(tmp_path / "again", PASSPHRASE)) as again:
        assert records.get(again, RegisterEntry, entry.id) == whole


def test_an_entry_of_before_these_fields_can_be_read():
    old = b'{"id":"1","case":"c","letter":"l","number":"26-AAAA","refused_note":"x","answer":"none"}'

    read = kinds.decode(RegisterEntry, old)

    assert (read.refused_note, read.originals, read.norms) == ("x", (), ())


SCHEMES = (
    ("{year}", "repeats"), ("", ""), ("   ", ""), ("{year}-{letters}", ""), ("Р-{count}/{year}", ""), ("{Letters}", "unknown"),
    ("{letters", "unknown"), ("{letters}}", "unknown"), ("{}{letters}", "unknown"), ("{letters}\n", "signs"), ("{letters}<b>", "signs"),
    ("{letters}{letters}{letters}x", "long"), ("Иванов", "repeats"), ("{letters!r}", "unknown"), ("№ {count}", ""),
)  # fmt: skip


def test_a_scheme_that_would_not_do_is_refused(vault):
    found = {}
    for scheme, _wrong in SCHEMES:
        try:
            register.set_scheme(vault, scheme)
            found[scheme] = "" if register.example_number(vault, scheme) else "no example"
        except BadInput as error:
            found[scheme] = error.reason

    assert found == dict(SCHEMES)


def test_numbers_follow_the_scheme_and_never_meet(vault, case):
    register.set_scheme(vault, "{count}/{year}")
    assert register.example_number(vault, "{count}/{year}") == "1/26"

    first, second = approved(vault, case).number, approved(vault, case).number

    assert (first, second) == ("1/26", "2/26")
    register.set_scheme(vault, "{letters}-{count}")
    assert len({approved(vault, case).number for _ in range(4)}) == 4


def test_a_correction_names_the_old_one_and_both_keep_their_numbers(vault, entry):
    draft = letters.revise_letter(vault, entry)

    new = letters.approve_letter(vault, draft, explained=(), allow_gaps=True, today=TODAY)
    third = letters.approve_letter(vault, letters.revise_letter(vault, new), explained=(), allow_gaps=True, today=TODAY)

    assert [(each.version, each.corrects) for each in (entry, new, third)] == [(1, ""), (2, entry.id), (3, new.id)]
    assert len({entry.number, new.number, third.number}) == 3
    assert records.get(vault, RegisterEntry, entry.id) == entry
    # The old number stands nowhere on the new page.
    assert entry.number not in new.text


def test_the_inventory_is_filled_from_the_document_and_made_once(vault, case):
    entry = approved(vault, case, enclosed="копия контракта на 2 л. в 1 экз.; справка на 1 л. в 1 экз.")

    draft = register_beside.begin_inventory(vault, entry)
    again = register_beside.begin_inventory(vault, entry)

    assert again.id == draft.id
    assert records.get(vault, RegisterEntry, entry.id).inventory == draft.id
    assert draft.template == "r36"
    assert draft.fields["to"] == entry.addressee
    assert draft.fields["to_address"] == "000000, г. Н., ул. Полевая, д. 1"
    assert draft.fields["sender"] == "А. К. Монгуш"
    items = draft.fields["items"].splitlines()
    assert items[0].startswith("Рапорт, 1 л. – 1 шт.")
    assert len(items) == 3
    assert "копия контракта на 2 л" in items[1]
    assert draft.fields["total"].startswith("предметов – 3")
    text = letters.compose_letter(vault, draft)
    assert not text.gaps
    assert text.text.count("1 шт.") == 3


def test_the_inventory_of_a_complaint_leaves_the_address_as_a_gap(vault, case):
    draft = register_beside.begin_inventory(vault, approved(vault, case, "r03"))

    assert "to_address" not in draft.fields
    assert "to_address" in {gap.key for gap in letters.compose_letter(vault, draft).gaps}


def test_an_inventory_that_was_removed_is_begun_anew(vault, entry):
    first = register_beside.begin_inventory(vault, entry)
    letters.keep_letter(vault, replace(first, removed_at=vault.now().isoformat()))

    assert register_beside.begin_inventory(vault, entry).id != first.id


def test_the_sheet_about_a_refusal_says_when_and_to_whom_and_prints_no_names(vault, entry):
    refused = register.keep_entry(vault, replace(
        entry, refused_on=DAY, refused_hour="18:20", refused_by="дежурный по части", refused_witnesses="двое сослуживцев",
        refused_note="«Приходите в понедельник»",
    ))  # fmt: skip

    text = letters.compose_letter(vault, register_beside.begin_refusal_sheet(vault, refused)).text

    assert "14 мая 2026" in text
    assert "18:20" in text
    assert "дежурному по части" in text
    assert "Присутствовали" in text
    assert "сослуживц" not in text


def test_the_paper_that_is_a_scan_or_an_answer_is_known_as_such(vault, entry, tmp_path: Path):
    (tmp_path / "scan.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    paper = attach(vault, entry.case, tmp_path / "scan.png")
    register.keep_entry(vault, replace(entry, scan=paper.id))

    assert [each.id for each in register.bound_to(vault, paper.id, entry.case)] == [entry.id]
    assert register.bound_to(vault, "another", entry.case) == ()
    assert records.get(vault, Attachment, paper.id).id == paper.id


def test_only_what_is_handed_in_for_a_stamp_waits_for_one(vault, entry):
    asks = {template: register.asks_for_mark(vault, replace(entry, template=template)) for template in ("r02", "r36", "r35", "no-such")}

    assert asks == {"r02": True, "r36": False, "r35": False, "no-such": True}


def test_what_nobody_answers_starts_no_term(vault, entry):
    for template in ("r33", "r34", "r35", "r36", "r42", "r31"):
        made = replace(entry, id=vault.new_id(), template=template)
        with vault.transaction():
            records.save(vault, made)

        kept = register.enter_handing_in(vault, made, Channel.POST_INVENTORY, "", DAY)

        assert kept.answer_due is None, template
