"""Letters for tests: the facts of an invented soldier, and text taken back out of a PDF."""

import re
import subprocess
import unicodedata
from collections.abc import Mapping
from datetime import date

from desktop.documents import compose, facts, layout, pdf, templates
from desktop.documents.compose import Composed
from desktop.domain.cases import Category
from desktop.domain.people import Person, Sex
from tests import make

TODAY = date(2026, 5, 14)
SUBUNIT = "1 мотострелкового отделения 2 мотострелкового взвода"
FILLED: Mapping[str, str] = {
    "health": "нарушен сон, болит голова",
    "away_from": "24.02.2022",
    "away_to": "апрель 2022",
    "weapon_day": "5.4.2022",
    "reason": "Дома болеет мать, ухаживать за ней некому.",
    "requests": "предоставить мне отпуск;\n2. выдать копию приказа",
    "enclosed": "копия выписного эпикриза на 2 л. в 1 экз.",
    "report_day": "11.05.2026",
    "report_about": "направлении на военно-врачебную комиссию",
    "report_number": "17",
    "facts": "12 мая 2026 г. дежурный по части сказал мне, что рапорт потерян.",
    "address": "655000, г. Абакан, ул. Лесная, д. 4",
}


def soldier(sex: str = "m", **other: object) -> Person:
    """A soldier with everything a letter needs."""
    he = {"surname": "Кужугет", "name": "Айдын", "patronymic": "Мерген-оолович", "sex": Sex.MALE}
    she = {"surname": "Иванова", "name": "Анна", "patronymic": "Ивановна", "sex": Sex.FEMALE}
    return make.person(**{**(he if sex == "m" else she), "rank": "private", "post": "стрелок", **other})


def commander(**other: object) -> Person:
    """The commander of the unit."""
    return make.person(**{"surname": "Петров", "name": "Пётр", "patronymic": "Петрович", "rank": "colonel", **other})


def composed(
    template_id: str,
    fields: Mapping[str, str] = FILLED,
    *,
    person: Person | None = None,
    category: Category = Category.CONTRACT,
    with_commander: bool = True,
    number: str = "00001",
    prosecutor: str = "Военному прокурору 000 военной прокуратуры гарнизона",
) -> Composed:
    """A letter of that soldier."""
    template = templates.find(template_id)
    people = {"client": person or soldier()} | ({"commander": commander()} if with_commander else {})
    told = facts.of(
        make.case(category=category, subunit=SUBUNIT),
        people,
        make.unit(number=number, prosecutor_dative=prosecutor) if number else None,
        {},
        fields,
        TODAY,
        asked=template.fields,
    )
    return compose.compose(template, told)


def page(text: str, **how: object) -> bytes:
    """The PDF of a text."""
    return pdf.render(layout.blocks(text, second_copy=bool(how.pop("second_copy", False))), **how)  # type: ignore[arg-type]


def extracted(data: bytes, *options: str) -> str:
    """What `pdftotext` finds in a PDF."""
    run = subprocess.run(["pdftotext", "-enc", "UTF-8", *options, "-", "-"], input=data, capture_output=True, check=True)
    return run.stdout.decode("utf-8")


def tool(name: str, data: bytes) -> str:
    """What another tool of poppler says of a PDF."""
    return subprocess.run([name, "-"], input=data, capture_output=True, check=True).stdout.decode("utf-8")


def folded(text: str) -> str:
    """Without spaces, hyphens and line ends: what a page may change in a text."""
    return re.sub(r"[\s\-\u00a0]", "", unicodedata.normalize("NFC", text))
