"""A note on paper: what was written, and a line below that claims no more secrecy than there is."""

import hashlib

import pytest

from desktop.documents import explanations, pages
from desktop.domain import fingerprints
from desktop.operations import law
from desktop.operations.cases import open_case
from desktop.operations.notes import add_addendum, keep_note, sign_off
from desktop.operations.notes_print import note_pdf
from desktop.operations.settings import set_setting
from desktop.storage.vault import Vault
from tests import make

SECRET = "Адвокатская тайна (ст. 8 63-ФЗ)"


def _read(vault: Vault, **fields: object) -> str:
    note = keep_note(vault, make.note(case=open_case(vault).id, **fields))
    return " ".join(pages.text(note_pdf(vault, note)).split())


@pytest.mark.parametrize(("status", "is_secret"), [("advocate", True), ("lawyer", False), ("none", False), ("", False)])
def test_only_an_advocates_note_claims_an_advocates_secrecy(vault, status, is_secret):
    set_setting(vault, "lawyer.status", status)

    read = _read(vault)

    assert (SECRET in read) is is_secret
    assert ("Конфиденциально" in read) is not is_secret


def test_a_note_prints_what_was_written_and_explained(vault):
    read = _read(vault, number=4, alone="no", free_to_speak="yes", explained=("w-337",), blocks={"facts": "Рассказал <b>сам</b> 😀.\nЕщё."})

    assert "Запись консультации № 4" in read
    assert "Рассказ Рассказал <b>сам</b> □. Ещё." in read
    assert "Один: нет" in read
    assert "Может говорить свободно: да" in read
    assert next(each.texts["ru"] for each in explanations.catalogue() if each.id == "w-337") in read
    assert "Не закрыта." in read


def test_a_note_in_english_has_english_headings(vault):
    assert "Consultation note" in _read(vault, language="en")


# A closed note keeps the ids of what was explained, and its sheet says the same for ever: another wording of a warning gets another id.
WORDINGS = {
    "w-332": "162588fa4c8b", "w-337": "3e74d3b66900", "w-339": "2a3d4e4c4956", "w-group": "e39f8ad14d7c", "w-no-guarantee": "6fcfbd3663a6",
}  # fmt: skip


def test_no_warning_that_was_shipped_is_ever_worded_anew():
    found = {each.id: hashlib.sha256(repr(sorted(each.texts.items())).encode()).hexdigest()[:12] for each in explanations.catalogue()}

    assert WORDINGS.items() <= found.items()


def test_a_note_prints_bold_lists_and_quotes_and_wraps_bold_at_the_margin(vault):
    long = "слово " * 40
    read = _read(vault, blocks={"facts": f"**{long.strip()}** конец\n- раз\n1. два\n> три **четыре** пять"})

    assert f"{long}конец • раз 1. два три четыре пять" in read
    assert "**" not in read


def test_a_sheet_says_all_that_was_noted_and_its_fingerprint(vault):
    set_setting(vault, "lawyer.name", "И. О. Защитник")
    norm = law.looked_at(vault, law.library(vault)[0].norm.id, vault.today())
    note = sign_off(vault, make.note(case=open_case(vault).id, norms=(norm,), law_on="2026-05-14", told_by="relative", first_hand="partly",
                                     decided_on="14.5", advice_refused="no", place="кабинет", pro_bono="yes"))  # fmt: skip
    note = add_addendum(vault, note, "Перезвонил **сам**.")

    read = " ".join(pages.text(note_pdf(vault, note)).split())

    for words in ("Рассказывает: родственник · Видел и слышал сам: отчасти", "Просмотрены 14.05.2026:", law.called(vault, (norm,), "ru")[0],
                  "Решение от 14.5", "От совета отказался: нет", "Где: кабинет", "Без оплаты: да",
                  "И. О. Защитник", "Перезвонил сам."):  # fmt: skip
        assert words in read
    for seal in (note.seal, note.addenda[0].seal):
        assert f"Отпечаток: {fingerprints.fingerprint(seal.digest)}" in read
