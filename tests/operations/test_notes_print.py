"""A note on paper: what was written, and a line below that claims no more secrecy than there is."""

import pytest

from desktop.documents import explanations, pages
from desktop.operations.cases import open_case
from desktop.operations.notes import keep_note
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
