"""Templates of her own: beside the shipped ones, counted in versions, and never missed by what was made from them."""

import os
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.documents import template_file
from desktop.documents import templates as shipped
from desktop.domain.cases import Case
from desktop.domain.errors import BadInput, NotFound, NotReady, TemplateBroken
from desktop.domain.letters import Letter
from desktop.domain.people import Role
from desktop.domain.templates import OwnTemplate
from desktop.operations import letters, register_terms, taking_in, templates
from desktop.operations.cases import open_case
from desktop.operations.people import add_person
from desktop.operations.restoring import restore
from desktop.operations.vaults import open_vault, unlock
from desktop.storage import changes, records, search
from desktop.storage.vault import Vault
from tests import make
from tests.conftest import PASSPHRASE
from tests.operations.backup_case import one_backup
from tests.operations.transfer_case import received

TEXT = """+++
id = "whatever"
version = "7"
addressee = "commander"
title = { ru = "Рапорт о выходном дне" }
[[field]]
key = "day"
kind = "day"
label = { ru = "день" }
+++
> Командиру {{ unit|genitive }}

# Рапорт

Прошу предоставить мне выходной день {{ day|day_words }}. Прежний просил {{ client }}.
"""


def kept(vault: Vault, text: str = TEXT) -> OwnTemplate:
    return templates.keep_template(vault, templates.in_use(vault, templates.new_template(vault, text)))


def letter_from(vault: Vault, own: OwnTemplate) -> Letter:
    case = open_case(vault)
    add_person(vault, make.person(surname="Дзен", name="Айдын", patronymic="Кара-оолович", rank="private"), case.id, Role.CLIENT)
    return letters.begin_letter(vault, case.id, own.id)


def test_hers_stand_behind_the_shipped_ones(vault: Vault):
    own = kept(vault)

    assert [each.id for each in templates.catalogue(vault)] == [*(each.id for each in shipped.catalogue()), own.id]
    assert templates.find(vault, "r02") == shipped.find("r02")


def test_the_vault_says_what_it_is_called_and_which_version(vault: Vault):
    found = templates.find(vault, kept(vault).id)

    assert (found.id.startswith("own-"), found.version) == (True, "1")
    assert found.titles == {"ru": "Рапорт о выходном дне", "en": "Рапорт о выходном дне"}
    assert found.fields[0].labels["en"] == "день"


def test_every_changed_text_is_a_new_version_and_an_undo_too(vault: Vault):
    first = kept(vault)

    second = templates.keep_template(vault, replace(first, text=TEXT.replace("выходной", "свободный")))
    same = templates.keep_template(vault, second)
    back = templates.keep_template(vault, first)

    assert [each.version for each in (first, second, same, back)] == [1, 2, 2, 3]


def test_what_is_no_template_is_not_kept(vault: Vault):
    with pytest.raises(TemplateBroken):
        kept(vault, "Просто текст.")

    assert records.every(vault, OwnTemplate) == []


def test_a_letter_is_made_from_one_of_hers(vault: Vault):
    letter = letter_from(vault, kept(vault))

    text = letters.compose_letter(vault, replace(letter, fields={"day": "14.5.2026"})).text

    assert letter.title == "Рапорт о выходном дне"
    assert "выходной день 14 мая 2026 г. Прежний просил Дзен Айдын Кара-оолович." in text


def test_a_removed_one_is_offered_no_more_and_its_drafts_go_on(vault: Vault):
    own = kept(vault)
    letter = letter_from(vault, own)

    templates.keep_template(vault, replace(own, removed_at="2026-05-14"))

    assert own.id not in {each.id for each in templates.catalogue(vault)}
    assert templates.is_gone(vault, letter)
    assert "Дзен Айдын" in letters.compose_letter(vault, letter).text


def test_a_draft_whose_template_is_in_no_vault_keeps_its_text_and_its_doubts(vault: Vault):
    letter = replace(letter_from(vault, kept(vault)), template="own-elsewhere")
    written = replace(letter, text="Прошу передать Дзену Айдыну Кара-ооловичу.")

    composed = letters.compose_letter(vault, written)

    assert templates.is_gone(vault, written)
    assert composed.text == written.text
    assert "Дзену" in {doubt.form for doubt in composed.doubtful}


def test_a_draft_without_text_and_without_template_is_not_approved(vault: Vault):
    letter = replace(letter_from(vault, kept(vault)), template="own-elsewhere")

    with pytest.raises(NotReady) as stopped:
        letters.approve_letter(vault, letter, explained=(), today=vault.today())

    assert stopped.value.codes == ("gap",)


def test_what_was_approved_needs_its_template_no_more(vault: Vault):
    own = kept(vault, TEXT.replace("{{ unit|genitive }}", "части").replace(" Прежний просил {{ client }}.", ""))
    letter = replace(letter_from(vault, own), fields={"day": "14.5.2026"})
    entry = letters.approve_letter(vault, letters.keep_letter(vault, letter), explained=(), today=vault.today())
    before = letters.pdf_of(entry)

    templates.keep_template(vault, replace(own, text=TEXT.replace("выходной", "другой"), removed_at="2026-05-14"))

    assert (entry.template, entry.template_version) == (own.id, "1")
    assert letters.pdf_of(entry) == before
    assert register_terms.rule_of(vault, entry) == "D-ANS-REPORT"
    assert register_terms.rule_of(vault, replace(entry, template="own-elsewhere")) == "D-ANS"


def test_the_search_finds_it_by_its_title_and_its_text(vault: Vault):
    own = kept(vault)

    assert [hit.id for hit in search.find(vault, "рапорт выходном")] == [own.id]
    assert [hit.title for hit in search.find(vault, "прежний просил")] == ["Рапорт о выходном дне"]
    assert search.find(vault, "whatever") == []


def test_a_template_nobody_has_is_not_found(vault: Vault):
    with pytest.raises(NotFound):
        templates.find(vault, "own-elsewhere")


def test_it_goes_through_a_backup_with_its_versions(vault: Vault, tmp_path: Path):
    own = kept(vault)
    templates.keep_template(vault, replace(own, text=TEXT.replace("выходной", "свободный"), imported=True))

    restore(one_backup(vault, tmp_path).file, PASSPHRASE, tmp_path / "new")

    with open_vault(tmp_path / "new", unlock(tmp_path / "new", PASSPHRASE)) as again:
        assert records.get(again, OwnTemplate, own.id) == records.get(vault, OwnTemplate, own.id)
        assert len(changes.of(again, own.id)) == 1
        assert templates.find(again, own.id).version == "2"


def test_what_she_is_writing_is_kept_and_used_for_nothing(vault: Vault):
    own = kept(vault)
    letter = letter_from(vault, own)

    again = templates.keep_working(vault, own, TEXT.replace("выходной", "{{ недопис"), "Другое название")

    assert (again.title, again.version) == ("Рапорт о выходном дне", 1)
    assert "выходной день" in letters.compose_letter(vault, letter).text
    assert "{{ недопис" in templates.as_left(again).body
    with pytest.raises(TemplateBroken):
        templates.in_use(vault, again)


def test_what_was_never_in_use_is_offered_nowhere_and_found_by_its_title(vault: Vault):
    own = templates.keep_working(vault, templates.new_template(vault), TEXT, "Рапорт о выходном дне")

    assert own.id not in {each.id for each in templates.catalogue(vault)}
    assert [hit.id for hit in search.find(vault, "выходном")] == [own.id]
    with pytest.raises(NotFound):
        templates.find(vault, own.id)


def test_the_texts_before_stay_and_the_twenty_first_pushes_out_the_first(vault: Vault):
    own = kept(vault)

    for number in range(21):
        own = templates.keep_template(vault, replace(own, text=TEXT.replace("выходной", f"{number}-й")))

    assert own.version == 22
    assert [edition.version for edition in own.editions] == list(range(2, 22))
    assert "0-й" in own.editions[0].text


def test_a_copy_of_a_shipped_one_can_be_used(vault: Vault):
    for template in shipped.catalogue()[::9]:
        own = templates.keep_template(vault, templates.in_use(vault, templates.copy_of(vault, template)))

        found = templates.find(vault, own.id)

        assert (found.body.strip(), found.fields, found.titles) == (template.body.strip(), template.fields, template.titles)
        assert own.based_on == template.id


def test_whether_it_refuses_is_read_out_of_its_words(vault: Vault):
    plain, refusing = kept(vault), kept(vault, TEXT.replace("Прошу", "Я отказываюсь служить. Прошу"))

    assert not templates.find(vault, plain.id).gated
    assert templates.find(vault, refusing.id).gated


def test_a_file_goes_out_and_comes_in_as_another_one(vault: Vault, tmp_path: Path):
    own = kept(vault)
    template = templates.find(vault, own.id)
    path = tmp_path / templates.file_name(template)

    templates.write_file(template, path)
    read = templates.read_file(path)
    taken = templates.keep_template(vault, templates.in_use(vault, templates.copy_of(vault, read, imported=True)))

    assert path.name == f"{own.id}.ru.txt"
    assert path.stat().st_mode & 0o077 == 0
    assert templates.known_as(vault, read) == template
    assert (taken.id != own.id, taken.based_on, taken.imported) == (True, own.id, True)
    assert templates.find(vault, taken.id).body.strip() == template.body.strip()


def test_what_is_no_file_is_not_read(vault: Vault, tmp_path: Path):
    os.mkfifo(tmp_path / "pipe")

    with pytest.raises(NotFound):
        templates.read_file(tmp_path / "nothing.ru.txt")
    with pytest.raises(BadInput):
        templates.read_file(tmp_path)
    with pytest.raises(BadInput):
        templates.read_file(tmp_path / "pipe")


def test_hostile_text_in_a_vault_is_not_used_either(vault: Vault):
    own = kept(vault)
    with vault.transaction():
        records.save(vault, replace(own, text=TEXT + "{% for x in range(10**9) %}{% endfor %}\n"))

    assert own.id not in {each.id for each in templates.catalogue(vault)}
    with pytest.raises(TemplateBroken):
        templates.find(vault, own.id)


def test_a_template_is_tried_on_a_case_before_it_is_kept(vault: Vault):
    letter = letter_from(vault, kept(vault))

    composed = letters.try_on(vault, letter.case, template_file.read_text(TEXT, "x"), {"day": "1.6.2026"})

    assert "выходной день 1 июня 2026 г. Прежний просил Дзен Айдын" in composed.text


@pytest.mark.parametrize("bomb", ["a." * 1_990 + "b = 1", "a = " + "[" * 3_000, "a = '" + "x" * 3_000_000 + "'"])
def test_what_came_into_a_vault_from_elsewhere_is_not_even_looked_at(vault: Vault, bomb: str):
    own = replace(kept(vault), title="Название", text=TEXT, working=TEXT.replace("[[field]]", f"{bomb}\n[[field]]"))

    with pytest.raises(TemplateBroken):
        templates.as_left(own)

    assert templates.in_a_list(own).titles["ru"] == "Название"


def test_whatever_she_types_into_the_form_can_be_opened_again(vault: Vault):
    said = "1.2.3.4.5.6.7.8.9.10.11 [[[[[[[[[[[[[[[[ {{{{{{{{{{{{{{{{ \"'\\"
    template = replace(template_file.read_text(TEXT, "x"), help={"ru": said}, body="{{ недописано\n" + "x" * 9_000)

    own = templates.keep_working(vault, templates.new_template(vault), template_file.write(template), "Т")

    assert templates.as_left(own).help == {"ru": said}


def test_a_draft_that_goes_to_a_colleague_takes_its_text_along(vault: Vault, colleague: Vault, tmp_path: Path):
    letter = replace(letter_from(vault, kept(vault)), fields={"day": "14.5.2026"})
    letters.keep_letter(vault, letter)
    case = records.get(vault, Case, letter.case)
    before = letters.compose_letter(vault, letter).text

    taking_in.take_in(colleague, received(vault, colleague, tmp_path, case.id), case.id)

    (came,) = records.every(colleague, Letter)
    assert templates.is_gone(colleague, came)
    assert letters.compose_letter(colleague, came).text == before
    assert records.get(vault, Letter, letter.id).text == ""
