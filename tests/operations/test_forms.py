"""The forms in which a document leaves: the frozen words in each, and a file that says nothing of itself."""

import re
from dataclasses import replace

import pypdfium2
import pytest

from desktop.documents import pages
from desktop.domain.cases import Category
from desktop.domain.letters import Mode, Omitted, RegisterEntry
from desktop.operations import letters
from desktop.operations.cases import open_case
from desktop.storage.vault import Vault
from tests.documents.pages_of import fonts_of, info_of

TEXT = """> Командиру войсковой части 00001

# Рапорт

Докладываю, что при исполнении обязанностей военной службы освидетельствование военно-врачебной комиссией не проводилось.
{more}Прошу:
1. Предоставить возможность ознакомиться с материалами разбирательства.

| стрелок
| рядовой | И. И. Иванов
| «___» __________ 20__ г.

% Рапорт принят. Вх. № __________ от «___» __________ 20__ г.
% (должность, воинское звание, подпись, инициалы, фамилия принявшего)
"""


@pytest.fixture
def entry(vault: Vault) -> RegisterEntry:
    case = open_case(vault, category=Category.CONTRACT)
    letter = letters.keep_letter(vault, replace(letters.begin_letter(vault, case.id, "r02"), text=TEXT.format(more="")))
    return letters.approve_letter(vault, letter, explained=(), allow_gaps=True, today=vault.today())


def lines(data: bytes) -> list[list[str]]:
    """The lines of each page."""
    with pypdfium2.PdfDocument(data) as document:
        return [page.get_textpage().get_text_bounded().splitlines() for page in document]


@pytest.mark.parametrize("mode", list(Mode))
def test_a_file_says_nothing_of_itself_and_is_the_same_every_time(entry: RegisterEntry, mode: Mode) -> None:
    omitted = [Omitted(start=2, end=12)]
    data = letters.pdf_of(entry, mode, omitted)

    assert data == letters.pdf_of(entry, mode, omitted)
    told = {name: value for name, value in info_of(data).items() if name in {"Author", "Creator", "Producer", "Subject", "Keywords"}}
    assert told == {}
    assert info_of(data)["Title"] == "Document"
    assert not re.search(rb"/(CreationDate|ModDate|Metadata|EmbeddedFile|JavaScript)|ReportLab|[Pp]ortfel", data)
    assert re.search(rb"/ID\s*\[<0{32}><0{32}>\]", data)
    assert all(inside for _name, inside in fonts_of(data))


def test_the_model_has_every_word_whole_and_each_line_numbered(entry: RegisterEntry) -> None:
    (page,) = lines(letters.pdf_of(entry, Mode.BY_HAND))

    rest = [line for line in page if line != "Образец для переписывания"]
    assert len(rest) == len(page) - 2
    numbers = [int(line.split(maxsplit=1)[0]) for line in rest if re.match(r"\d+\s", line) and not re.match(r"1\. ", line)]
    assert numbers == list(range(1, len(rest) + 1))
    words = " ".join(line.split(maxsplit=1)[1] for line in rest)
    frozen = re.sub(r"^[>#|] ?|\| (?=И)", "", TEXT.format(more=""), flags=re.MULTILINE).split("%", maxsplit=1)[0]
    assert " ".join(words.split()) == " ".join(frozen.split())


def test_the_registration_block_stands_on_his_copy_alone(entry: RegisterEntry) -> None:
    for mode in Mode:
        text = pages.text(letters.pdf_of(entry, mode))
        assert ("Рапорт принят. Вх. №" in text) is (mode is Mode.WITH_REGISTRATION)


@pytest.mark.parametrize("mode", [Mode.WITH_REGISTRATION, Mode.BY_HAND])
def test_a_signature_is_never_alone_on_a_page_in_any_form(entry: RegisterEntry, mode: Mode) -> None:
    for count in range(4, 30):
        longer = replace(entry, text=TEXT.format(more="Обстоятельства изложены полностью.\n" * count))
        signed = next(page for page in lines(letters.pdf_of(longer, mode)) if any("Иванов" in line for line in page))
        place = next(number for number, line in enumerate(signed) if "стрелок" in line)
        assert any("20__ г." in line for line in signed[place:])
        # Before it stands more than the number of the page.
        assert any(re.search("[а-яё]{4}", line) and "Образец" not in line for line in signed[:place])


def test_the_day_is_left_to_his_hand_in_every_form(entry: RegisterEntry, vault: Vault) -> None:
    for mode in Mode:
        text = pages.text(letters.pdf_of(entry, mode))
        assert "«___» __________ 20__ г." in text
        assert f"{vault.today():%d.%m.%Y}" not in text
        assert str(vault.today().year) not in text
