"""Leaving out: over every document and many names, nothing of what was left out is in any byte of the file."""

import io
import zipfile

from desktop.documents import docx, layout, omitting, pages, pdf, templates
from desktop.documents.names_in_text import Names
from desktop.domain.letters import Omissible
from tests.documents.letters import commander, composed, soldier
from tests.documents.pages_of import folded
from tests.documents.test_omitting import streams_of
from tests.torture.counts import count, seeded, tell

SURNAMES = ["Кужугет", "Щёголев", "Бабий", "Дурново", "Черных", "Ли", "Петров-Водкин", "Ооржак", "Гамзат-оглы", "Цой", "Юй", "Эндер"]
NAMES = ["Айдын", "Юлий", "Пётр", "Лев", "Шолбан", "Магомед", "Чингис", "Илья"]
PATRONYMICS = ["Мерген-оолович", "Фёдорович", "Ильич", "Львович", "", "Магомедович", "Никитич"]
PHONE, HOUSE = "+7 913 777 66 55", "ул. Шетлаг, д. 77"
ENCODINGS = ("utf-8", "utf-16-be", "utf-16-le", "cp1251")


def test_what_is_left_out_is_nowhere_in_the_file():
    chance, tries, left = seeded("omissions"), 0, 0
    catalogue = templates.catalogue()
    for turn in range(count(8, 1000)):
        template = catalogue[turn % len(catalogue)]
        named = {"surname": chance.choice(SURNAMES), "name": chance.choice(NAMES), "patronymic": chance.choice(PATRONYMICS)}
        person = soldier(chance.choice("mf"), **named, phones=(PHONE,), address=HOUSE)
        other = commander(surname=chance.choice(SURNAMES))
        text = composed(template.id, person=person).text + f"\nДополнительно: {person.surname}, тел. {PHONE}, адрес: {HOUSE}\n"
        gone = omitting.without(text, omitting.found(text, list(Omissible), Names([person, other, commander()])))
        words = {word for word in (person.surname, person.patronymic, "777", "Шетлаг", "00001") if len(word) > 3 or word == "777"}
        made = pdf.render(layout.blocks(gone), mark=pdf.OMITTED_MARK)
        # A page names its letters by numbers of its own, so it is read as well as searched.
        read, whole, page = _read(made), _read(pdf.render(layout.blocks(text))), streams_of(made)
        with zipfile.ZipFile(io.BytesIO(docx.render(layout.blocks(gone)))) as file:
            page += b"".join(file.read(name) for name in file.namelist())
        for word in words:
            stem = word[:-1] if len(word) > 5 else word  # as it stands in every case
            assert stem.casefold() not in gone.casefold(), (template.id, stem)
            assert (folded(stem) in whole) is (folded(stem) in folded(text)), (template.id, stem)
            assert folded(stem) not in read, (template.id, stem)
            # Places in a PDF are written in digits.
            found = [encoding for encoding in ENCODINGS if not stem.isdigit() and stem.encode(encoding, "ignore") in page]
            assert found == [], (template.id, stem)
        tries, left = tries + 1, left + len(words)
    tell(f"omissions: {tries} documents, {left} words left out, found again: 0")


def _read(made: bytes) -> str:
    return folded(pages.text(made).replace("\x02", ""))  # a hyphen at the end of a line
