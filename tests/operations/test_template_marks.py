"""Marks on templates: that a lawyer read one holds for that text alone, and stands on no paper."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from desktop.documents import templates as shipped
from desktop.domain.errors import BadInput
from desktop.domain.people import Role
from desktop.domain.template_marks import TemplateMark
from desktop.operations import letters, templates
from desktop.operations.cases import open_case
from desktop.operations.people import add_person
from desktop.operations.restoring import restore
from desktop.operations.template_marks import holds, keep_mark, marks, new_mark, taken_back
from desktop.operations.vaults import open_vault, unlock
from desktop.storage import kinds
from desktop.storage.vault import Vault
from tests import make
from tests.conftest import PASSPHRASE
from tests.operations.backup_case import one_backup
from tests.operations.test_templates import TEXT

DAY = date(2026, 5, 14)
BY = "Чеботарёва Ярослава"


def marked(vault: Vault, template: str = "r04") -> TemplateMark:
    return keep_mark(vault, new_mark(vault, templates.find(vault, template), f" {BY} ", DAY))


def test_nothing_is_checked_until_somebody_says_so(vault: Vault) -> None:
    assert not any(holds(marks(vault).get(each.id), each) for each in templates.catalogue(vault))


def test_a_mark_says_who_and_when_and_holds_for_that_template_alone(vault: Vault) -> None:
    mark = marked(vault)

    assert (mark.by, mark.on) == (BY, DAY)
    assert [each.id for each in templates.catalogue(vault) if holds(marks(vault).get(each.id), each)] == ["r04"]


@pytest.mark.parametrize("change", [{"version": "99"}, {"body": "Иной текст"}, {"titles": {"ru": "Иное", "en": "Other"}}, {"fields": ()}])
def test_another_version_or_text_is_unchecked_again(vault: Vault, change: dict) -> None:
    mark, template = marked(vault), shipped.find("r04")

    assert not holds(mark, replace(template, **change))


def test_her_own_change_of_a_text_of_hers_takes_the_mark_away(vault: Vault) -> None:
    own = templates.keep_template(vault, templates.in_use(vault, templates.new_template(vault, TEXT)))
    mark = marked(vault, own.id)
    assert holds(mark, templates.find(vault, own.id))

    changed = replace(own, working=own.text.replace("выходной день", "день отдыха"))
    templates.keep_template(vault, templates.in_use(vault, changed))

    assert not holds(marks(vault)[own.id], templates.find(vault, own.id))


def test_a_mark_is_taken_back_and_set_again_on_the_same_record(vault: Vault) -> None:
    mark = marked(vault)

    keep_mark(vault, taken_back(vault, mark))
    assert marks(vault) == {}
    keep_mark(vault, mark)
    assert marks(vault) == {"r04": mark}
    assert keep_mark(vault, new_mark(vault, shipped.find("r04"), "Иная", DAY)).id == mark.id


def test_a_mark_wants_a_name(vault: Vault) -> None:
    with pytest.raises(BadInput):
        new_mark(vault, shipped.find("r04"), "  ", DAY)


def test_no_paper_and_no_register_entry_tells_of_it(vault: Vault) -> None:
    marked(vault, "r16")
    case = open_case(vault)
    add_person(vault, make.person(rank="private"), case.id, Role.CLIENT)
    draft = replace(letters.begin_letter(vault, case.id, "r16"), fields={"report_day": "01.05.2026"})

    entry = letters.approve_letter(vault, draft, explained=(), allow_gaps=True, today=DAY)

    assert BY not in kinds.encode(entry).decode()
    assert BY.encode() not in letters.pdf_of(entry)


def test_a_mark_travels_in_a_backup(vault: Vault, tmp_path: Path) -> None:
    mark = marked(vault)

    restore(one_backup(vault, tmp_path).file, PASSPHRASE, tmp_path / "new")

    with open_vault(tmp_path / "new", unlock(tmp_path / "new", PASSPHRASE)) as again:
        assert marks(again) == {"r04": mark}
