"""The pictures of all pages: none can be forgotten, and what looks bad is said."""

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from desktop.ui import style
from desktop.ui.desk import Desk
from desktop.ui.settings.page import SettingsPage
from scripts.pictures import chapters_of, complaints_of, places_of
from tests.ui.test_visitor import Shell

# Where text of these colours stands on these grounds.
TEXTS, GROUNDS = ("text", "dim", "red", "amber", "green", "accent"), ("window", "base", "side")


def _luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    """As WCAG 2.1 counts it."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("colours", [style.LIGHT, style.DARK], ids=["light", "dark"])
def test_every_text_can_be_read_on_every_ground(colours):
    pairs = [(text, ground) for text in TEXTS for ground in GROUNDS]
    pairs += [
        ("on_accent", "accent"),
        ("text", "selected"),
        ("dim", "selected"),
        ("text", "hover"),
        ("accent", "selected"),
        ("red", "selected"),
    ]

    assert {pair: round(ratio, 2) for pair in pairs if (ratio := _contrast(colours[pair[0]], colours[pair[1]])) < 4.5} == {}


def test_every_page_and_every_chapter_has_a_picture(session, shown):
    desk = shown(Desk(session, Shell()))
    settings = desk.show_place("settings")

    assert isinstance(settings, SettingsPage)
    assert {"today", "recovery", "destroying", *places_of(desk)} >= set(desk._side._places) | set(desk._makers)
    assert len(set(chapters_of(settings))) == settings._list.count() == settings._stack.count()


def _page(shown, *widgets):
    page = QWidget()
    column = QVBoxLayout(page)
    for widget in widgets:
        column.addWidget(widget)
    column.addStretch(1)
    shown(page)
    page.resize(400, 300)
    return page


def _complaints(page):
    return list(complaints_of(page))


def test_text_that_is_cut_is_said(shown):
    button, label, hint, choice = QPushButton("Keep all of it"), QLabel("a label of some length"), QLineEdit(), QComboBox()
    hint.setPlaceholderText("what is to be typed here, at some length")
    choice.addItem("a choice of some length")
    for widget in (button, label, hint, choice):
        widget.setAccessibleName(f"{type(widget).__name__}")
        widget.setFixedWidth(60)

    said = _complaints(_page(shown, button, label, hint, choice))

    assert said == [
        "the button «QPushButton» is cut", "the label «QLabel» is cut", "the hint «what is to be typed here, at some length» is cut",
        "the choice «a choice of some length» is cut",
    ]  # fmt: skip


def test_a_control_without_a_name_is_said_and_a_label_is_a_name(shown):
    nameless, labelled, label = QPlainTextEdit(), QLineEdit(), QLabel("Name")
    label.setBuddy(labelled)

    assert _complaints(_page(shown, label, labelled, nameless)) == ["QPlainTextEdit  has no name"]


def test_a_control_too_low_is_said(shown):
    page = _page(shown, QPushButton("Low"))
    page.resize(400, 800)
    page.findChild(QPushButton).move(10, 700)

    assert [complaint.partition(" ends at ")[0] for complaint in _complaints(page)] == ["«Low»"]
    assert list(complaints_of(page, small=True)) == []


def test_a_focus_that_cannot_be_seen_is_said(shown):
    seen, unseen = QLineEdit(), QPushButton("Button")
    seen.setAccessibleName("seen")
    unseen.setObjectName("unseen")
    unseen.setStyleSheet("QPushButton, QPushButton:focus { border: 1px solid gray; background: white; color: black; outline: none; }")
    page = _page(shown, seen, unseen)
    page.activateWindow()
    assert QTest.qWaitForWindowActive(page)
    seen.setFocus()

    assert _complaints(page) == ["the focus of QPushButton unseen None cannot be seen"]
