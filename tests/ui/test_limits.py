"""The page of honest limits, in both languages, and the sheet for the drawer."""

import re

import pytest
from PySide6.QtWidgets import QLabel

from desktop import i18n
from desktop.operations.sheets import visit_pdf
from desktop.ui.settings.limits import LIMITS, LimitsPane
from tests.documents.pages_of import folded, info_of, text_of


@pytest.mark.parametrize("language", ["ru", "en"])
def test_every_limit_stands_on_the_page_in_its_language(session, shown, language):
    i18n.speak(language)
    pane = shown(LimitsPane(session))
    texts = {label.text() for label in pane.findChildren(QLabel)}

    sentences = [i18n._(sentence) for _title, several in LIMITS for sentence in several]
    assert set(sentences) <= texts
    assert all(bool(re.search("[а-я]", sentence)) is (language == "ru") for sentence in sentences)


@pytest.mark.parametrize(("language", "mark"), [("ru", "юристом не проверено"), ("en", "not checked by a lawyer")])
def test_every_line_of_the_sheet_says_how_sure_it_is(language, mark):
    pdf = visit_pdf(language)
    text = text_of(pdf)

    assert info_of(pdf)["Pages"] == "1"
    assert text.count(folded(mark)) >= 11
    assert "450.1" in text
    assert "51" in text
    # It advises to destroy nothing.
    assert len(re.findall("уничтож|[Dd]estroy", text)) == 1
    assert re.search("Ничегонеуничтожайте|Destroynothing", text)
