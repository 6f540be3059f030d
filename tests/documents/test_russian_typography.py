"""How a line of Russian is set."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.documents.russian import typography


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ('Он сказал "да"', "Он сказал «да»"),
        ('закон "О статусе "военнослужащих" и иных"', "закон «О статусе „военнослужащих“ и иных»"),
        ("“да”", "«да»"),
        ('доска 5" толщиной', 'доска 5" толщиной'),
        ("«уже так»", "«уже так»"),
        ("лист - это", "лист_— это"),
        ("лист – это", "лист_— это"),
        ("- пункт списка", "- пункт списка"),
        ("по-русски и 2020-2021", "по-русски и 2020-2021"),
        ("вх. №5 и № 6", "вх. №_5 и №_6"),
        ("5 июня 2022 г. он", "5_июня 2022_г. он"),
        ("«5» июня", "«5»_июня"),
        ("И.И. Иванов и Иванов И.И.", "И._И._Иванов и Иванов_И._И."),
        ("Иванову И. И. и А. Цой", "Иванову_И._И. и А._Цой"),
        ("ст. 59 ч. 3 Конституции", "ст._59 ч._3 Конституции"),
        ("г. Кызыл, ул. Ленина, д. 4", "г._Кызыл, ул._Ленина, д._4"),
        ("командиру войсковой части 00000", "командиру войсковой части_00000"),
        ("", ""),
        ("<b>&{{ }}", "<b>&{{ }}"),
    ],
)
def test_a_line_is_set(typed, wanted):
    assert typography(typed) == wanted.replace("_", "\N{NO-BREAK SPACE}")


LINES = st.text(max_size=60) | st.text(alphabet='"“”„«»-–—№§ .5гАбИс\N{NO-BREAK SPACE}\n', max_size=60)


@given(LINES)
def test_setting_twice_changes_nothing_more(text):
    once = typography(text)

    assert typography(once) == once


@given(LINES)
def test_no_letter_or_figure_is_touched(text):
    def letters(some):
        return [letter for letter in some if letter.isalnum()]

    assert letters(typography(text)) == letters(text)
