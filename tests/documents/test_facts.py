"""Facts: what a letter says of a man's post and sub-unit, however she typed them."""

from datetime import date

import pytest

from desktop.documents import compose, facts, templates
from desktop.domain.cases import Category
from desktop.domain.people import Role
from tests import make


def _letter(post: str, subunit: str) -> compose.Composed:
    template = templates.find("r02")
    case = make.case(category=Category.CONTRACT, post=post, subunit=subunit)
    person = make.person(surname="Иванов", name="Иван", patronymic="Иванович", rank="private")
    told = facts.of(case, {Role.CLIENT: person}, make.unit(), {}, {"health": "плохо сплю"}, date(2026, 5, 14), asked=template.fields)
    return compose.compose(template, told)


@pytest.mark.parametrize(
    ("subunit", "genitive"),
    [
        ("3 мотострелковая рота", "3 мотострелковой роты"),
        ("3 мотострелковой роты", "3 мотострелковой роты"),
        (
            "1 мотострелковое отделение 2 мотострелкового взвода 3 мотострелковой роты",
            "1 мотострелкового отделения 2 мотострелкового взвода 3 мотострелковой роты",
        ),
        ("1 мотострелкового отделения 2 мотострелкового взвода", "1 мотострелкового отделения 2 мотострелкового взвода"),
        ("рота связи", "роты связи"),
        ("роты связи", "роты связи"),
        ("взвод материального обеспечения", "взвода материального обеспечения"),
        ("взвода материального обеспечения", "взвода материального обеспечения"),
        ("2 взвод 1 роты", "2 взвода 1 роты"),
        ("штаба", "штаба"),
    ],
)
def test_a_sub_unit_follows_the_post_in_the_genitive(subunit: str, genitive: str) -> None:
    made = _letter("стрелок", subunit)

    assert f"в должности стрелка {genitive}." in made.text
    assert f"| стрелок {genitive} войсковой части 00001" in made.text
    assert made.doubtful == ()


def test_a_sub_unit_nobody_knows_is_doubtful() -> None:
    assert _letter("стрелок", "особая клумба").doubtful
