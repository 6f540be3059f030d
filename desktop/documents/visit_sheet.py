"""A sheet for the drawer: what to ask for when somebody comes with a search. Each line says how sure it is; none was checked by a lawyer.

The lines on law are recalled, not read: art. 450.1 and 56 of the Code of Criminal Procedure, art. 51 of the Constitution.
"""

from collections.abc import Iterator, Mapping

from desktop.documents.blocks import Block, Heading, Paragraph, Title

_LAW = {"ru": "Закон, по памяти; юристом не проверено.", "en": "Law, from memory; not checked by a lawyer."}
_PRACTICE = {"ru": "Практика; юристом не проверено.", "en": "Practice; not checked by a lawyer."}

_Lines = tuple[tuple[Mapping[str, str], str], ...]
_TITLE = {"ru": "Если пришли с обыском", "en": "If somebody comes with a search"}
_ABOVE = {
    "ru": "Для ящика стола. Сверьте каждую строку с действующим законом заранее: здесь ничего не проверено юристом.",
    "en": "For the drawer. Compare every line with the law in force beforehand: nothing here was checked by a lawyer.",
}
_PARTS: Mapping[str, tuple[tuple[str, _Lines], ...]] = {
    "ru": (
        (
            "Сразу",
            (
                (_PRACTICE, "Попросите удостоверения и постановление. Прочтите его и выпишите: кто, номер, дата, что именно ищут."),
                (_PRACTICE, "Сообщите коллеге и в палату: ________________________________________"),
            ),
        ),
        (
            "Если вы адвокат",
            (
                (
                    _LAW,
                    "УПК РФ, ст. 450.1: обыск, осмотр и выемка у адвоката – по постановлению судьи, при представителе палаты.",
                ),
                (_LAW, "Там же: изымать можно только то, что названо в постановлении."),
                (_PRACTICE, "Попросите дождаться представителя палаты и внесите просьбу в протокол."),
            ),
        ),
        (
            "Говорить или молчать",
            (
                (_LAW, "Конституция РФ, ст. 51: никто не обязан свидетельствовать против себя, своего супруга и близких родственников."),
                (_LAW, "УПК РФ, ст. 56 ч. 3: адвоката не допрашивают о том, что он узнал, оказывая помощь."),
                (_PRACTICE, "Не отвечать можно. Лгать не нужно."),
            ),
        ),
        (
            "Вещи и бумаги",
            (
                (_PRACTICE, "Ничего не уничтожайте и не прячьте: это само может быть поставлено в вину."),
                (_PRACTICE, "Попросите опечатать носители при вас и записать их номера; попросите копию описи."),
            ),
        ),
        (
            "Протокол",
            ((_PRACTICE, "Прочтите до конца, прочеркните пустые места, замечания впишите сами, попросите копию."),),
        ),
    ),
    "en": (
        (
            "At once",
            (
                (_PRACTICE, "Ask for their identity cards and the order. Read it, and write down: who, number, date, what is looked for."),
                (_PRACTICE, "Tell a colleague and the chamber: ________________________________________"),
            ),
        ),
        (
            "If you are an advocate",
            (
                (
                    _LAW,
                    "Code of Criminal Procedure, art. 450.1: a search or seizure at an advocate's: by a judge's order, the chamber there.",
                ),
                (_LAW, "The same: only what the order names may be seized."),
                (_PRACTICE, "Ask them to wait for the representative, and have the request put into the record."),
            ),
        ),
        (
            "To speak or not",
            (
                (_LAW, "Constitution, art. 51: nobody must testify against himself, his spouse and his close relatives."),
                (_LAW, "Code of Criminal Procedure, art. 56 (3): an advocate is not questioned on what he learned when helping."),
                (_PRACTICE, "You may decline to answer. You need not lie."),
            ),
        ),
        (
            "Things and papers",
            (
                (_PRACTICE, "Destroy nothing and hide nothing: that may itself be held against you."),
                (_PRACTICE, "Ask for data carriers to be sealed before your eyes and their numbers noted; ask for a copy of the list."),
            ),
        ),
        (
            "The record",
            ((_PRACTICE, "Read it to the end, strike out empty places, write in your remarks yourself, ask for a copy."),),
        ),
    ),
}


def blocks(language: str) -> Iterator[Block]:
    """The sheet, each line with how sure it is."""
    known = language if language in _PARTS else "ru"
    yield Title(_TITLE[known])
    yield Paragraph(_ABOVE[known])
    for title, lines in _PARTS[known]:
        yield Heading(title)
        for mark, text in lines:
            yield Paragraph(f"{text} [{mark[known]}]")
