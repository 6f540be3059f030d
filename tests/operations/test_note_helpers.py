"""What a note gives to others: a template, advice for another client, a leaflet – and nobody is named in any of them."""

from dataclasses import replace
from datetime import date

import pytest

from desktop.domain.cases import Case
from desktop.domain.deadlines import DeadlineKind
from desktop.domain.errors import BadInput
from desktop.domain.letters import Keeper, Original, RegisterEntry
from desktop.domain.note_templates import begun_with
from desktop.domain.notes import Note
from desktop.operations import letters, templates
from desktop.operations.handouts import begin_leaflet, begin_receipt
from desktop.operations.note_carrying import carry, to_carry
from desktop.operations.note_templates import keep_template, offered, template_of
from desktop.operations.notes import keep_note
from desktop.storage import records, rows
from desktop.storage.vault import Vault
from tests import make


@pytest.fixture
def case(vault: Vault) -> Case:
    """A case with a client and a unit."""
    client, unit = make.person(), make.unit(number="12345")
    made = make.case(client=client.id, unit=unit.id)
    with vault.transaction():
        for value in (client, unit, made, make.party(case=made.id, person=client.id)):
            records.save(vault, value)
    return made


@pytest.fixture
def other(vault: Vault) -> Case:
    """Another client of the group."""
    made = make.case(number="26-BBBBB", pseudonym="Маяк")
    with vault.transaction():
        records.save(vault, made)
    return made


def _note(vault: Vault, case: Case, **blocks: str) -> Note:
    return keep_note(vault, make.note(case=case.id, blocks={"facts": "Рассказал о части.", **blocks}))


# --- templates


def test_shipped_templates_are_offered_in_the_language_of_the_window(vault: Vault):
    assert [each.title for each in offered(vault, "ru")][:2] == ["Первый разговор", "Короткий звонок"]
    assert all(each.blocks for language in ("ru", "en") for each in offered(vault, language))
    assert {each.over for each in offered(vault, "ru")} == {each.over for each in offered(vault, "en")}


def test_hers_stands_above_the_shipped_one_and_taken_away_lets_it_show_again(vault: Vault, case: Case):
    note = _note(vault, case, advice="- ждать")
    before = offered(vault, "ru")

    hers = keep_template(vault, template_of(vault, note, " первый разговор ", "ru"))
    own = keep_template(vault, template_of(vault, note, "Мой", "ru"))

    assert [each.title for each in offered(vault, "ru")] == ["первый разговор", *(each.title for each in before[1:]), "Мой"]
    assert offered(vault, "ru")[0].blocks["advice"] == "- ждать"
    assert template_of(vault, note, "Мой", "ru").id == own.id
    for each in (hers, own):
        keep_template(vault, replace(each, removed_at="2026-05-14T09:00:00+00:00"))
    assert offered(vault, "ru") == before


def test_a_template_goes_below_what_is_written(vault: Vault, case: Case):
    note = begun_with(_note(vault, case), {"facts": "- где он", "advice": "1. что"})

    assert note.blocks == {"facts": "Рассказал о части.\n- где он", "advice": "1. что"}


@pytest.mark.parametrize(("title", "facts", "reason"), [(" ", "текст", "title"), ("Мой", "", "empty"), ("Мой", "Королёву сказано", "name"),
                                                        ("Мой", "в/ч 12345", "name")])  # fmt: skip
def test_a_template_without_a_title_or_text_or_with_a_name_is_refused(vault: Vault, case: Case, title: str, facts: str, reason: str):
    note = replace(_note(vault, case), blocks={"facts": facts})

    with pytest.raises(BadInput, match=reason):
        template_of(vault, note, title, "ru")


# --- advice for another client


def test_advice_goes_into_a_note_of_the_other_without_a_word_of_the_first(vault: Vault, case: Case, other: Case):
    note = keep_note(vault, replace(
        _note(vault, case, advice="Идти на ВВК.", question="Что делать?", decision="Подать."), explained=("w-332",), retold=True
    ))  # fmt: skip
    texts = {**to_carry(vault, note), "advice": "Идти на ВВК завтра.", "facts": "чужое"}

    made = carry(vault, note, other.id, texts, language="ru")

    kept = records.get(vault, Note, made.id)
    assert (kept.case, kept.blocks, kept.explained, kept.retold, kept.number) == (other.id, {"advice": "Идти на ВВК завтра."}, (), False, 1)
    bodies = [row.body.decode() for row in rows.of_case(vault, other.id)]
    assert not any(word in body for body in bodies for word in (case.id, case.number, note.id, "Рассказал", "Что делать"))
    assert records.get(vault, Note, note.id) == note


def test_what_names_the_first_client_or_says_nothing_is_not_carried(vault: Vault, case: Case, other: Case):
    named = _note(vault, case, advice="Королёву идти на ВВК.")
    for note, reason in ((named, "name"), (_note(vault, case), "empty")):
        with pytest.raises(BadInput, match=reason):
            to_carry(vault, note)
    with pytest.raises(BadInput, match="name"):
        carry(vault, named, other.id, {"risks": "Как у Клёна"} | {"advice": "Петру Королеву"}, language="ru")
    assert records.of_case(vault, Note, other.id) == []


# --- the leaflet and the receipt


def test_the_leaflet_has_the_next_steps_and_dates_and_names_nobody(vault: Vault, case: Case):
    with vault.transaction():
        records.save(vault, make.deadline(case=case.id, due=date(2026, 5, 20), title="Ответ на рапорт", kind=DeadlineKind.DEADLINE))
        records.save(vault, make.deadline(case=case.id, due=date(2026, 5, 19), title="Её напоминание"))
        records.save(vault, make.deadline(case=case.id, due=date(2026, 5, 21), title="Звонок Королёву", kind=DeadlineKind.APPOINTMENT))
    his, hers = "- он: **подать** рапорт\n-\n1. взять отметку", "- я: позвонить"
    naming = "- Королёв идёт к врачу\n- спросить в части 12345"
    note = _note(vault, case, next_steps=f"{hers}\n{his}\n{naming}")

    letter = begin_leaflet(vault, note)

    assert letter.template == "r35"
    assert letter.fields == {"steps": "подать рапорт\nвзять отметку", "dates": "20.05.2026 – Ответ на рапорт"}
    text = letters.compose_letter(vault, letter).text
    assert not any(word in text for word in ("Королёв", "12345", case.number, case.pseudonym))
    assert "1. Подать рапорт." in text


def test_the_leaflet_is_made_from_her_own_copy_of_it(vault: Vault, case: Case):
    own = templates.copy_of(vault, templates.find(vault, "r35"))
    own = templates.keep_template(vault, templates.in_use(vault, own))

    assert begin_leaflet(vault, _note(vault, case, next_steps="ждать")).template == own.id


def test_the_receipt_lists_the_originals_that_are_with_her(vault: Vault, case: Case):
    with pytest.raises(BadInput, match="empty"):
        begin_receipt(vault, case.id)
    entry = RegisterEntry(id=vault.new_id(), case=case.id, letter="", number="1", title="Рапорт на отпуск",
                          originals=(Original(keeper=Keeper.LAWYER, count=2), Original(keeper=Keeper.UNIT)))  # fmt: skip
    with vault.transaction():
        records.save(vault, entry)

    letter = begin_receipt(vault, case.id)

    assert letter.fields == {"items": "Рапорт на отпуск – 2 экз."}
    assert "Рапорт на отпуск – 2 экз." in letters.compose_letter(vault, letter).text
