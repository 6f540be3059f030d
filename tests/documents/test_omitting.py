"""Leaving out: what is taken out of a text is in no byte of its pages, and its bar tells nothing of its length."""

import re
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.documents import fonts, layout, omitting, pages, pdf
from desktop.documents.names_in_text import Names
from desktop.domain.letters import Omissible, Omitted
from tests import make
from tests.documents.pages_of import info_of, text_of

HE = make.person(
    surname="Щёголев", name="Юлий", patronymic="Фёдорович", phones=("8 (913) 555-44-33",), address="г. Абакан, ул. Лесная, д. 4"
)
TEXT = """> Командиру войсковой части 04321
> полковнику Ъевлеву П. П.
> тел. +7 913 555 44 33

# Рапорт

Докладываю, что я, рядовой Щёголев Юлий Фёдорович, прохожу военную службу в войсковой части 04321 в 2 мотострелковой роте.
Прошу предоставить отпуск. У меня нарушен сон и болит голова. Отпуск прошу провести дома.
Прошу сообщить Щёголеву Ю. Ф. по адресу: 655000, г. Абакан, ул. Лесная, д. 4, тел. 8-913-555-44-33.

| стрелок 2 мотострелковой роты
| рядовой | Ю. Ф. Щёголев
| «___» __________ 20__ г.
"""
GONE = {
    Omissible.NAMES: ["Щёголев", "Щёголеву", "Юлий", "Фёдорович", "Ъевлев", "Ю. Ф.", "П. П."],
    Omissible.UNIT: ["04321", "мотострелков"],
    Omissible.ADDRESSES: ["655000", "Абакан", "Лесная", "д. 4"],
    Omissible.PHONES: ["913", "44 33", "44-33"],
    Omissible.HEALTH: ["нарушен", "сон", "голова"],
}


def without(*kinds: Omissible) -> str:
    return omitting.without(TEXT, omitting.found(TEXT, kinds, Names([HE])))


def streams_of(data: bytes) -> bytes:
    """Everything a searcher can unpack out of a PDF."""
    packed = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", data, re.DOTALL)
    return data + b"".join(zlib.decompressobj().decompress(piece) if piece[:1] == b"\x78" else piece for piece in packed)


@pytest.mark.parametrize("kind", list(Omissible))
def test_what_is_chosen_is_gone_and_the_rest_stands(kind: Omissible) -> None:
    text = without(kind)

    assert [word for word in GONE[kind] if word in text.replace("\N{NO-BREAK SPACE}", " ")] == []
    for other in set(Omissible) - {kind}:
        assert any(word in text for word in GONE[other])
    assert "Прошу предоставить отпуск." in text
    assert len(text.splitlines()) == len(TEXT.splitlines())


@pytest.mark.parametrize(
    "sentence", ["Оружие сдано в комнату хранения.", "Служу более двух лет.", "Прибыл на специальную военную операцию."]
)
def test_what_is_no_illness_stays(sentence: str) -> None:
    assert omitting.found(sentence, [Omissible.HEALTH], Names([])) == ()


def test_the_marks_of_lines_and_the_line_to_sign_on_stay() -> None:
    text = omitting.without(TEXT, [Omitted(start=0, end=len(TEXT))])

    assert [line[:1] for line in text.splitlines() if line] == [
        line[:1] if line[:1] in "#>|" else "▮" for line in TEXT.splitlines() if line
    ]
    assert "| ▮▮▮ | ▮▮▮" in text


def test_a_long_name_and_a_short_one_leave_the_same_bar() -> None:
    short, long = (f"Докладывает {name}, рядовой." for name in ("Ли", "Константинопольский-Задунайский"))

    texts = {omitting.without(text, omitting.joined(text, [(12, text.index(","))])) for text in (short, long)}

    assert texts == {"Докладывает ▮▮▮, рядовой."}


@pytest.mark.parametrize("font", fonts.available())
def test_nothing_that_was_left_out_is_in_any_byte_of_the_pages(font: str) -> None:
    text = without(*Omissible)
    data = pdf.render(layout.blocks(text), font=font, mark=pdf.OMITTED_MARK)
    everything, read = streams_of(data), text_of(data)

    assert info_of(data).get("Title") == "Document"
    for words in GONE.values():
        for word in words:
            assert re.sub(r"[\s-]", "", word) not in read
            for encoding in ("utf-8", "utf-16-be", "utf-16-le", "cp1251"):
                assert word.encode(encoding) not in everything
    # «Ъ», «Ё», «Ф» are in every file, so that a rare letter of a name does not give it away; what is in no file but by a name is not there.
    assert "Щ" in fonts.ALPHABET
    assert not re.search(rb"/Outlines|/Annots|/EmbeddedFile|/Metadata", everything)


def test_pages_with_other_names_are_the_same_bytes() -> None:
    def data(surname: str) -> bytes:
        text = TEXT.replace("Щёголев", surname)
        found = omitting.found(text, list(Omissible), Names([make.person(surname=surname, name="Юлий", patronymic="Фёдорович")]))
        return pdf.render(layout.blocks(omitting.without(text, found)))

    assert data("Щёголев") == data("Ѳомин-Ӱлжӱтов")


def test_bars_are_drawn_where_the_words_stood() -> None:
    plain, barred = (pages.picture(pdf.render(layout.blocks(f"Слово {word} слово.")), 0, 1) for word in ("", "▮▮▮"))

    assert barred.data.count(b"\x00\x00\x00" * 12) > plain.data.count(b"\x00\x00\x00" * 12)


@settings(max_examples=100, deadline=None)
@given(
    st.text(alphabet="аб |>#\n.\N{NO-BREAK SPACE}", max_size=60), st.lists(st.tuples(st.integers(-5, 70), st.integers(-5, 70)), max_size=5)
)
def test_any_pieces_of_any_text_can_be_left_out(text: str, spans: list[tuple[int, int]]) -> None:
    pieces = [Omitted(start=start, end=end) for start, end in spans]
    left = omitting.without(text, pieces)

    assert left.count("\n") == text.count("\n")
    covered = {place for start, end in spans for place in range(max(0, start), min(end, len(text)))}
    kept = "".join(sign for place, sign in enumerate(text) if place not in covered)
    assert left.replace("▮", "").count("а") == kept.count("а")
    assert left.replace("▮", "").count("б") == kept.count("б")
