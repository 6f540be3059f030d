"""How a line of Russian is set."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.documents import layout
from desktop.documents.russian import tied, typography


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ('Он сказал "да"', "Он сказал «да»"),
        ('закон "О статусе "военнослужащих" и иных"', "закон «О_статусе „военнослужащих“ и_иных»"),
        ("“да”", "«да»"),
        ('доска 5" толщиной', 'доска 5" толщиной'),
        ("«уже так»", "«уже так»"),
        ("лист - это", "лист_– это"),
        ("лист — это", "лист_— это"),
        ("- пункт списка", "- пункт списка"),
        ("по-русски и 2020-2021", "по-русски и_2020-2021"),
        ("вх. №5 и № 6", "вх._№_5_и_№_6"),
        ("5 июня 2022 г. он", "5_июня_2022_г. он"),
        ("«5» июня", "«5»_июня"),
        ("И.И. Иванов и Иванов И.И.", "И._И._Иванов и_Иванов_И._И."),
        ("Иванову И. И. и А. Цой", "Иванову_И._И. и_А._Цой"),
        ("ст. 59 ч. 3 Конституции", "ст._59_ч._3 Конституции"),
        ("г. Кызыл, ул. Ленина, д. 4", "г._Кызыл, ул._Ленина, д._4"),
        ("командиру войсковой части 00000", "командиру войсковой части_00000"),
        ("Федеральный закон от 28.03.1998 № 53-ФЗ, п. 3 ст. 51", "Федеральный закон от 28.03.1998 №_53-ФЗ, п._3_ст._51"),
        ("№53-ФЗ, вх. №5, исх. 12-34", "№_53-ФЗ, вх._№_5, исх._12-34"),
        ("в/ч 00000, в. ч. 00000, войсковая часть 00000", "в/ч_00000, в._ч._00000, войсковая часть_00000"),
        ("с 24.02.2022-05.03.2022, 10:00-12:30.", "с_24.02.2022–05.03.2022, 10:00–12:30."),
        ("в 2021-2022 гг. и 2021-2022 году", "в_2021–2022_гг. и_2021–2022 году"),
        ("5-7 июня, 10-15 дней, 2-3 раза", "5–7_июня, 10–15_дней, 2–3_раза"),
        ("тел. 8-900-000-00-00, дело № 2-15 дней не рассматривалось", "тел._8-900-000-00-00, дело №_2-15_дней не рассматривалось"),
        ("5-й роты, 2-го взвода, БМП-2", "5-й роты, 2-го взвода, БМП-2"),
        ("командир - Петров П.П.", "командир_– Петров_П._П."),
        ("т. е. так и т. д.", "т._е. так и_т._д."),
        ("", ""),
        ("<b>&{{ }}", "<b>&{{ }}"),
    ],
)
def test_a_line_is_set(typed, wanted):
    assert typography(typed) == wanted.replace("_", "\N{NO-BREAK SPACE}")


LINES = st.text(max_size=60) | st.text(alphabet='"“”„«»-–—№§ .:012гАбИвчянф\N{NO-BREAK SPACE}\n', max_size=60)


@given(LINES)
def test_setting_twice_changes_nothing_more(text):
    once = typography(text)

    assert typography(once) == once


@given(LINES)
def test_no_letter_or_figure_is_touched(text):
    def letters(some):
        return [letter for letter in some if letter.isalnum()]

    assert letters(typography(text)) == letters(text)


@given(LINES)
def test_what_is_set_is_read_as_it_was_typed(text):
    def folded(some):
        return re.sub('[\\s"“”„«»\\-–—]', "", some)

    assert folded(typography(text)) == folded(text)


@given(LINES)
def test_ties_touch_spaces_and_nothing_else(text):
    assert tied(text).replace("\N{NO-BREAK SPACE}", " ") == text.replace("\N{NO-BREAK SPACE}", " ")


def test_a_letter_is_set_and_what_was_typed_is_kept():
    (paragraph,) = layout.blocks('Он сказал: "Приказ №5 - это "устный" приказ".')

    assert paragraph.text == "Он сказал: «Приказ № 5 – это „устный“ приказ»."
