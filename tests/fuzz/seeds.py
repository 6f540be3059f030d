"""Sound inputs to begin with, made by the program itself."""

import io
import json
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from random import Random

import msgspec

from desktop.documents import drawing, template_file, templates
from desktop.documents.tables.asked import Answer
from desktop.domain.transfers import OwnCard
from desktop.operations.cards import own_keys
from desktop.operations.vaults import create_vault
from desktop.preferences import Preferences
from desktop.storage import age, cards, contents, header, kdf, key_file, kinds, lines, recovery_words, shares, tar
from desktop.storage import manifest as manifests
from desktop.storage.rows import Stored
from tests.documents import hostile_templates, workbooks
from tests.fuzz import containers
from tests.operations import backup_case, transfer_case
from tests.operations.transfer_forger import Forger
from tests.torture import altered_papers, random_values

_SMALL = 8 * 1024  # bytes: what is longer is cut where a parser takes the beginning of it
_DAYS = (
    "12.5.2022;12.05.22;04.2022;2022-04-XX;2022-04~;2022-04-05/2022-05-XX;../2022-05-01;+10;+10рд;20.05;31.12;9:30;0930;в пятницу;"
    "ок. 10 апреля 2022;между 10.4 и 25.4.2022;до 10.4.2022;после 10.4.2022;начало апреля 2022;через 3 дня;in 2 weeks;конец месяца;"
    "до 20.05 подать рапорт;2026-05-14T09:00:00+00:00;Europe/Moscow;послезавтра;20 мая 2027 г.;mid May 2026"
)
_NOTES = "Он сказал: **никуда не поеду**.;- первое;- **второе**;1. раз;2) два;> цитата **в ней**;** не жирно**;•  точка"
_SEARCHED = (
    'рапорт "точные слова" -без;unit:12345 since:2026-05;часть: 12345 -"не это" с:12 мая 2026;-с:мая до:вчера;kind:note закрытые: old:no;'
    "дело:«Клён» тег:; +7 912 345-67-89;http://a.b „вот“ -вид:запись"
)
_TYPED = (
    "АВЕК МОРС ТУХА ВЕКМ ОРСТ;+7 (912) 345-67-89;8 912 345 67 89;Королёв Пётр Ильич;Korolev P.I.;войсковая часть 00001;"
    "İstanbul ёж _x_;п-п 12345-А"
)


def of(name: str) -> Iterator[bytes]:
    """Seeds for a parser; what has none begins with nothing."""
    made = _MAKERS.get(name)
    yield b""
    if made is not None:
        yield from made()


def _sealed(plain: bytes) -> bytes:
    held = io.BytesIO()
    age.seal_for_one([plain], held, age.public(containers.IDENTITY))
    return held.getvalue()


def _age() -> Iterator[bytes]:
    yield from (_sealed(b""), _sealed(b"x" * 70_000), _sealed(b"words"))
    held = io.BytesIO()
    age.seal([b"words"], held, containers.IDENTITY)
    yield held.getvalue()
    stanza = b"-> X25519 " + b"A" * 43 + b"\n" + b"A" * 43 + b"\n"
    yield age.MAGIC + stanza * 21 + b"--- " + b"A" * 43 + b"\n"
    yield age.MAGIC + b"-> scrypt bBjlhJVYZeE4aqUdmtRHfw 24\n" + b"A" * 43 + b"\n--- " + b"A" * 43 + b"\n"


def _archive() -> Iterator[bytes]:
    yield tar.END
    yield tar.member("a", b"") + tar.member("records/0001.jsonl", b"x" * 513) + tar.END
    yield tar.member("a", b"x" * 512) + tar.END


def _records() -> Iterator[tuple[str, bytes, bytes]]:
    """The kind, the value and the line of random records of every kind."""
    chance = Random(20)
    for type_ in random_values.KINDS:
        for _ in range(3):
            found = random_values.value(type_, chance, {})
            body = kinds.encode(found)
            stored = Stored(kind=kinds.KIND_OF[type_], id=found.id, case=kinds.case_of(found), rev=1, device="d" * 32,
                                    changed_at="2026-05-14T09:00:00+00:00", removed=False, body=body)  # fmt: skip
            if len(body) < _SMALL:
                yield stored.kind, body, lines.of_record(stored).rstrip(b"\n")


def _backups() -> Iterator[bytes]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with create_vault(folder / "vault", "words", unlock_seconds=0.01) as vault:
            file = backup_case.one_backup(vault, folder).file.read_bytes()
            yield file[: 3 * _SMALL]
            plain = io.BytesIO()
            seen = contents.outside(io.BytesIO(file))
            age.open_into(io.BytesIO(file[seen.start : seen.start + seen.size]), plain, vault.keys.age_identity)
            yield plain.getvalue()


def _transfers() -> Iterator[bytes]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with (
            create_vault(folder / "mine", "words", unlock_seconds=0.01) as mine,
            create_vault(folder / "hers", "words", unlock_seconds=0.01) as hers,
        ):
            case = transfer_case.fill(mine, folder, papers=0).case
            path = transfer_case.handed(mine, hers, folder, case.id, with_history=True)
            forger = Forger(path, own_keys(hers).sealing, own_keys(mine))
            yield path.read_bytes()[: 2 * _SMALL]
            yield b"\n".join(forger.lines)
    yield b"\n".join(line for _kind, _body, line in _records())


def _manifests() -> Iterator[bytes]:
    entry = manifests.Entry("records/0001.jsonl", 5, "a" * 64)
    paper = manifests.Paper("b" * 32, 7, "c" * 64)
    said = manifests.Transfer("a" * 32, "Анна", "age1x", "ab" * 32, "age1y")
    inside = manifests.Entry(f"papers/{paper.id}", paper.size, paper.sha256)
    for entries, transfer in (((entry,), None), ((entry, inside), said), ((), None)):
        yield manifests.encode(manifests.Manifest(1, "v", "i", 3, "2026-05-14T09:00:00+00:00", 7, {"note": 1}, entries, (paper,), transfer))
    outside = (manifests.Entry(manifests.HOW_TO, 5, "a" * 64), manifests.Entry(manifests.HEADER, 5, "a" * 64))
    yield manifests.encode(manifests.End("d" * 64, outside))
    yield manifests.encode(manifests.SignedEnd("d" * 64, outside[:1], "e" * 128))


def _cards() -> Iterator[bytes]:
    for name in ("Анна", "Б. Борис"):
        sealing, signing = cards.new_keys()
        yield cards.text_of(cards.of_own(OwnCard(id="own-card", name=name, sealing=sealing, signing=signing))).encode()


def _headers() -> Iterator[bytes]:
    blob = header.seal(header.fresh(kdf.Kdf(8 * 1024, 3, 4, bytes(16))), bytes(range(32)))
    yield blob
    yield header._frame(blob)[2]


def _secrets() -> Iterator[bytes]:
    yield key_file.text_of(key_file.fresh()).encode()
    yield from (" ".join(recovery_words.words_from_entropy(bytes(32), language)).encode() for language in ("ru", "en"))
    yield "\n".join(shares.split(bytes(32), 2, 3)).encode()
    yield age.public(containers.IDENTITY).encode()


def _templates() -> Iterator[bytes]:
    yield from (template_file.write(each).encode() for each in templates.catalogue()[::4])
    yield from (each.encode() for each in hostile_templates.heads())
    bodies = (hostile_templates.HEAD.encode() + body.encode() for body in hostile_templates.bodies())
    yield from (each for each in bodies if len(each) < 2000)


def _of_type(*media_types: str) -> Iterator[bytes]:
    yield from (data for media_type, data in altered_papers.good() if media_type in media_types)


def _tables() -> Iterator[bytes]:
    rows = [["ФИО", "Дата рождения"], ["Королёв Пётр Ильич", "12.05.1999"], ["Соколова", "«март»; 2001"]]
    yield workbooks.book(rows)
    yield from (";".join(rows[1]).encode(encoding) for encoding in ("utf-8-sig", "utf-16", "cp1251", "koi8-r", "cp866"))
    yield b'sep=|\na|"b\nc"|d\n1|2|3\n'
    yield (
        b'<worksheet><cols><col min="1" max="2" hidden="1"/></cols><sheetData><row r="1" hidden="1"><c r="A1" t="s"><v>0</v></c>'
        b'<c r="C1" s="1"><v>45000.5</v></c><c r="D1" t="inlineStr"><is><t>a_x000D_</t></is></c><c t="b"><v>1</v></c><c><f>A1</f></c></row>'
        b"</sheetData></worksheet>\0<sst><si><t>x</t><rPh><t>y</t></rPh></si></sst>\0<styleSheet><numFmts>"
        b'<numFmt numFmtId="164" formatCode="dd.mm.yyyy"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs></styleSheet>'
    )
    yield msgspec.json.encode(Answer(rows=(("a", "b"),), numbers=(1,)))


def _children() -> Iterator[bytes]:
    yield drawing.encoded(drawing.Answer(sizes=((1.0, 2.0),), wide=3, high=4, size=2))
    yield b"{}\n"
    yield drawing.encoded(drawing.Request(task=drawing.Task.DRAW, media_type=drawing.PDF))


def _pieces(text: str) -> Iterator[bytes]:
    yield text.replace(";", "\n").encode()
    yield from (piece.encode() for piece in text.split(";"))


_MAKERS: Mapping[str, Callable[[], Iterator[bytes]]] = {
    "age": _age,
    "archive": _archive,
    "line": lambda: (line for _kind, _body, line in _records()),
    "value": lambda: (kind.encode() + b"\n" + body for kind, body, _line in _records()),
    "transfer": _transfers,
    "backup": _backups,
    "card": _cards,
    "table": _tables,
    "search": lambda: _pieces(_SEARCHED),
    "words": lambda: _of_type(drawing.DOCX, drawing.TXT),
    "picture": lambda: _of_type(*(kind for kind in drawing.WITH_PAGES if kind != drawing.PDF)),
    "pdf": lambda: _of_type(drawing.PDF),
    "template": _templates,
    "manifest": _manifests,
    "header": _headers,
    "secret": _secrets,
    "child": _children,
    "day": lambda: _pieces(_DAYS),
    "note": lambda: _pieces(_NOTES),
    "typed": lambda: _pieces(_TYPED),
    "settings": lambda: iter((json.dumps(asdict(Preferences(vaults=("a",)))).encode(),)),
}
