"""The record of a destruction, printed before it: how many of what, how, and where the case still is. No name, no day; those by hand."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from desktop.documents.blocks import Block, Heading, Paragraph, Signature, Tick, Title
from desktop.domain.values import Part

KINDS = ("note", "letter", "register", "attachment", "event", "deadline", "person", "unit")


@dataclass(frozen=True, kw_only=True, repr=False)
class Act(Part):
    """What the record says: the number of the case, her own name, and counts."""

    number: str
    lawyer: str
    counts: Mapping[str, int]
    shared: int  # people and units that stay, as other files name them
    with_lawyer: int  # originals that are noted as being with her
    backups: tuple[tuple[str, int], ...] = ()  # by the name of the stick: how many copies may hold it still
    colleagues: int = 0  # to how many it was sent


_TEXTS: Mapping[str, Mapping[str, str]] = {
    "ru": {
        "title": "Акт об уничтожении материалов дела", "subject": "№ {number}",
        "place": "«___» __________ 20__ г.,  место: ______________________________",
        "who": "Составлен о том, что материалы дела № {number} уничтожены. Составил: {lawyer}.",
        "ground": "Основание: ____________________________________________",
        "gone": "Уничтожено в электронном виде", "nothing": "Записей не было.",
        "how_head": "Как",
        "how": "Записи стёрты из зашифрованного хранилища вместе с историей изменений и указателем поиска, файл хранилища записан"
               " заново; файлы материалов перезаписаны и удалены. Отмена невозможна.",
        "disk": "Твердотельный накопитель может хранить прежние зашифрованные блоки; прочесть их можно только ключом хранилища.",
        "elsewhere": "Где дело ещё может быть", "no_backups": "Резервных копий с этим делом программа не знает.",
        "stick": "{name}: резервных копий – {count}; будут переписаны без этого дела, когда носитель будет вставлен.",
        "colleagues": "Передавалось коллегам: {count}. Переданное уничтожает получатель.",
        "stays": "Не уничтожены, так как относятся и к другим делам: сведений о людях и частях – {count}.",
        "originals": "Подлинники", "none_with_lawyer": "По реестру подлинников у составившего нет.",
        "with_lawyer": "По реестру у составившего числятся подлинники: {count}.",
        "returned": "возвращены по расписке от «___» __________ 20__ г.", "paper": "Бумажные материалы дела",
        "paper_returned": "возвращены", "paper_destroyed": "уничтожены: ______________________", "paper_none": "не велись",
        "sign": "Подпись", "present": "Присутствовали",
    },
    "en": {
        "title": "Record of the destruction of a file", "subject": "No. {number}",
        "place": "“___” __________ 20__,  place: ______________________________",
        "who": "The materials of case {number} were destroyed. Recorded by: {lawyer}.",
        "ground": "Ground: ____________________________________________",
        "gone": "Destroyed in electronic form", "nothing": "There were no records.",
        "how_head": "How",
        "how": "The records were erased from the encrypted vault with the history of their changes and the search index, and the vault's"
               " file was written anew; the files of papers were overwritten and removed. It cannot be undone.",
        "disk": "A solid-state disk may keep earlier encrypted blocks; they can be read with the key of the vault alone.",
        "elsewhere": "Where the case may be still", "no_backups": "The program knows of no backup that holds this case.",
        "stick": "{name}: backups – {count}; they are rewritten without this case when the medium is put in.",
        "colleagues": "Sent to colleagues: {count}. What was sent is for the recipient to destroy.",
        "stays": "Not destroyed, as they belong to other files, too: records on people and units – {count}.",
        "originals": "Originals", "none_with_lawyer": "By the register no original is with the recorder.",
        "with_lawyer": "By the register originals are with the recorder: {count}.",
        "returned": "given back by receipt of “___” __________ 20__", "paper": "Paper materials of the file",
        "paper_returned": "given back", "paper_destroyed": "destroyed: ______________________", "paper_none": "there were none",
        "sign": "Signature", "present": "Present",
    },
}  # fmt: skip
_KINDS: Mapping[str, Mapping[str, str]] = {
    "ru": {
        "note": "записей консультаций", "letter": "черновиков и документов", "register": "строк реестра", "attachment": "материалов",
        "event": "событий", "deadline": "дат и сроков", "person": "карточек людей только из этого дела",
        "unit": "карточек воинских частей только из этого дела",
    },
    "en": {
        "note": "consultation notes", "letter": "drafts and documents", "register": "entries of the register", "attachment": "papers",
        "event": "events", "deadline": "dates and terms", "person": "people of this case alone", "unit": "units of this case alone",
    },
}  # fmt: skip


def blocks(act: Act, language: str) -> Iterator[Block]:
    """The record, to be dated and signed by hand."""
    known = language if language in _TEXTS else "ru"
    texts, kinds = _TEXTS[known], _KINDS[known]
    yield Title(texts["title"], texts["subject"].format(number=act.number))
    yield Paragraph(texts["place"])
    yield Paragraph(texts["who"].format(number=act.number, lawyer=act.lawyer or "____________________________"))
    yield Paragraph(texts["ground"])
    yield Heading(texts["gone"])
    counted = [f"{kinds[kind]} – {act.counts[kind]}" for kind in KINDS if act.counts.get(kind)]
    yield Paragraph("; ".join(counted) + "." if counted else texts["nothing"])
    if act.shared:
        yield Paragraph(texts["stays"].format(count=act.shared))
    yield Heading(texts["how_head"])
    yield Paragraph(texts["how"])
    yield Paragraph(texts["disk"])
    yield Heading(texts["elsewhere"])
    for name, count in act.backups:
        yield Paragraph(texts["stick"].format(name=name, count=count))
    if not act.backups:
        yield Paragraph(texts["no_backups"])
    if act.colleagues:
        yield Paragraph(texts["colleagues"].format(count=act.colleagues))
    yield Heading(texts["originals"])
    if act.with_lawyer:
        yield Paragraph(texts["with_lawyer"].format(count=act.with_lawyer))
        yield Tick(texts["returned"])
    else:
        yield Paragraph(texts["none_with_lawyer"])
    yield Heading(texts["paper"])
    for name in ("paper_returned", "paper_destroyed", "paper_none"):
        yield Tick(texts[name])
    yield Signature(((texts["sign"], "____________________"), (texts["present"], "____________________")))
