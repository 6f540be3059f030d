"""Files that a stranger made: none is accepted that should not be, none stops the program, nothing of them is written."""

import io
import json
from collections.abc import Callable
from contextlib import suppress
from copy import deepcopy
from pathlib import Path
from random import Random
from typing import Any

import pytest

from desktop.domain.errors import BadInput, CannotBeTaken, CaseFileError, FileTooNew, TransferRefused
from desktop.operations import arrived, cards, incoming, taking_in
from desktop.operations.backups import verify
from desktop.operations.checks import check
from desktop.storage import age, parcel, records, tar
from desktop.storage.keys import Keys
from desktop.storage.vault import PAPERS, Vault
from desktop.words import explain
from tests.operations.backup_case import one_backup
from tests.operations.transfer_case import everything, fill, handed
from tests.operations.transfer_forger import Forger, line_of
from tests.torture.counts import count, seeded, tell


@pytest.fixture
def forger(vault: Vault, colleague: Vault, tmp_path: Path) -> Forger:
    mine = fill(vault, tmp_path, papers=1)
    file = handed(vault, colleague, tmp_path, mine.case.id, with_history=True)
    return Forger(file, cards.own_keys(colleague).sealing, cards.own_keys(vault))


def state(vault: Vault) -> tuple[list[bytes], list[str]]:
    """All there is, so that whatever was written is seen."""
    return everything(vault), sorted(path.name for path in (vault.folder / PAPERS).iterdir())


def refused(vault: Vault, file: Path) -> list[str]:
    """The codes with which it is refused, each with its sentence."""
    with pytest.raises(TransferRefused) as error:
        incoming.receive(vault, file)
    assert explain(error.value)
    return [problem.code for problem in error.value.problems]


def test_the_forger_is_good_at_it(forger: Forger, colleague: Vault):
    assert incoming.receive(colleague, forger.write()).sender_name == "Борис"
    for kind in {json.loads(line)["kind"] for line in forger.lines}:
        assert incoming.receive(colleague, forger.write(forger.changed(kind, lambda _each: None))).cases, kind


# --- bytes


def damages(good: bytes, random: Random) -> bytes:
    """The file with one kind of damage."""
    bad, at = bytearray(good), random.randrange(len(good))
    match random.randrange(6):
        case 0:
            bad[at] ^= 1 << random.randrange(8)
        case 1:
            del bad[at:]
        case 2:
            bad += random.randbytes(random.choice((1, 512, 1024, 4096)))
        case 3:
            bad[at : at + 64] = random.randbytes(64)
        case 4:
            # Two chunks of the sealed part in the other order.
            start = 4096
            bad[start : start + 65552], bad[start + 65552 :] = bad[start + 65552 :], bad[start : start + 65552]
        case _:
            bad[at:at] = good[at : at + random.randrange(1, 600)]
    return bytes(bad)


def test_no_damaged_file_of_a_colleague_is_accepted(forger: Forger, colleague: Vault):
    random, before, tried = seeded("transfer bytes"), state(colleague), count(20, 5000)
    for _ in range(tried):
        bad = damages(forger.good, random)
        if bad != forger.good:
            forger.file.write_bytes(bad)
            assert refused(colleague, forger.file)

    assert state(colleague) == before
    tell(f"{tried} damaged files of colleagues: 0 accepted, nothing written")


def test_no_damaged_backup_is_accepted(vault: Vault, keys: Keys, tmp_path: Path):
    file = one_backup(vault, tmp_path, whole=True).file
    random, good, tried = seeded("backup bytes"), file.read_bytes(), count(10, 5000)
    for _ in range(tried):
        bad = damages(good, random)
        if bad != good:
            file.write_bytes(bad)
            assert not verify(file, keys.age_identity).ok

    tell(f"{tried} damaged backups: 0 accepted, each named")


def test_no_damaged_card_is_taken_for_another(vault: Vault):
    good = cards.put_card(vault, "Борис")
    random, text, tried, same = seeded("cards"), cards.card_text(vault), count(100, 100_000), 0
    for _ in range(tried):
        signs = list(text)
        for _sign in range(random.choice((1, 1, 2, 5, 40))):
            at = random.randrange(len(signs))
            signs[at] = random.choice(
                ("", "\u202e", "\x00", "q", "1", " ", "Ё", "\n", chr(random.randrange(0x20, 0xD7FF)), signs[at] * 200)
            )
        with suppress(BadInput, FileTooNew):
            card = cards.from_text("".join(signs))
            # What passes are changes that change no key: capitals, spaces, the name.
            assert (card.sealing, card.verifying) == (good.sealing, good.verifying)
            same += 1
    tell(f"{tried} damaged cards: 0 taken for another, {same} read as what they were")


# --- what is sealed and signed, and lies


LINES: dict[str, Callable[[Forger], list[bytes]]] = {
    "a record twice": lambda it: [*it.lines, it.lines[-2]],
    "an unknown kind": lambda it: it.changed("event", lambda each: each.update(kind="virus")),
    "a kind that never goes": lambda it: it.changed("event", lambda each: each.update(kind="draft")),
    "a setting": lambda it: [
        *it.lines,
        b'{"kind":"setting","id":"slots","rev":1,"case":null,"device":"x","changed_at":"2026-05-14T09:00:00+00:00","value":{"id":"slots","removed_at":"","text":"[]"}}',
    ],
    "an own card": lambda it: [
        *it.lines,
        b'{"kind":"own-card","id":"own-card","rev":1,"case":null,"device":"x","changed_at":"2026-05-14T09:00:00+00:00","value":{"id":"own-card"}}',
    ],
    "an id that is a path": lambda it: it.changed("event", lambda each: (each.update(id="../x"), each["value"].update(id="../x"))),
    "another case": lambda it: it.changed("event", lambda each: (each.update(case="f" * 32), each["value"].update(case="f" * 32))),
    "no case at all": lambda it: [line for line in it.lines if json.loads(line)["kind"] != "case"],
    "somebody who is not in it": lambda it: it.changed("party", lambda each: each["value"].update(person="f" * 32)),
    "a removed record": lambda it: it.changed("event", lambda each: each.update(removed=True)),
    "a field more": lambda it: it.changed("event", lambda each: each["value"].update(password="x")),
    "a field twice": lambda it: [line.replace(b'"title":', b'"title":"x","title":', 1) for line in it.lines],
    "a revision below one": lambda it: it.changed("event", lambda each: each.update(rev=0)),
    "a revision beyond all": lambda it: it.changed("event", lambda each: each.update(rev=2**70)),
    "no moment": lambda it: it.changed("event", lambda each: each.update(changed_at="yesterday")),
    "a note without a moment": lambda it: it.changed("note", lambda each: each["value"].update(written_at="\u0000")),
    "no such zone": lambda it: it.changed("case", lambda each: each["value"].update(zone="../../etc/passwd")),
    "a hidden turn in the pseudonym": lambda it: it.changed("case", lambda each: each["value"].update(pseudonym="Клё\u202eн")),
    "no pseudonym": lambda it: it.changed("case", lambda each: each["value"].update(pseudonym=" ")),
    "half a letter": lambda it: it.changed("event", lambda each: each["value"].update(title="\ud800")),
    "a paper with a path": lambda it: [line.replace(b'"sealed":{"file":"', b'"sealed":{"file":"../') for line in it.lines],
    "a paper nobody has": lambda it: it.changed("attachment", lambda each: each["value"].update(size=1)),
    "a change of nothing": lambda it: it.changed("change", lambda each: each.update(id="f" * 32)),
    "a depth bomb": lambda it: [*it.lines, b'{"kind":"note","value":' + b"[" * 100_000 + b"]" * 100_000 + b"}"],
    "a text of two million letters": lambda it: it.changed("event", lambda each: each["value"].update(text="x" * 2_000_000)),
    "no JSON": lambda it: [*it.lines, b"\xff\xfe"],
    "a list": lambda it: [*it.lines, b"[]"],
}  # fmt: skip

MANIFESTS: dict[str, Callable[[dict[str, Any]], object]] = {
    "another recipient": lambda it: it["transfer"].update(recipient="age1" + "q" * 58),
    "no sender": lambda it: it.pop("transfer"),
    "a sender without keys": lambda it: it["transfer"].update(verifying="00" * 32, sealing="age1x"),
    "another sender's key": lambda it: it["transfer"].update(verifying="ab" * 32),
    "a hidden sign in the name": lambda it: it["transfer"].update(name="Бо\u202eрис"),
    "an id that is none": lambda it: it["transfer"].update(id="x"),
    "other counts": lambda it: it["counts"].update(note=9),
    "a field more": lambda it: it.update(more=1),
    "an entry with a path": lambda it: it["entries"][0].update(name="../x"),
    "a paper less": lambda it: it["papers"].clear(),
    "a huge size": lambda it: it["entries"][0].update(size=2**60),
    "a large paper": lambda it: (it["entries"][1].update(size=65 * 2**20), it["papers"][0].update(size=65 * 2**20)),
    "a newer format": lambda it: it.update(format=2),
    "no day": lambda it: it.update(created="x"),
    "a million papers": lambda it: it.update(entries=it["entries"] * 60_000),
}  # fmt: skip

ARCHIVES: dict[str, Callable[[bytes], bytes]] = {
    "nothing": lambda data: b"",
    "only the end": lambda data: tar.END,
    "a member before": lambda data: tar.member("records/0009.jsonl", b"x") + data,
    "a member after": lambda data: data[: -len(tar.END)] + tar.member("records/0009.jsonl", b"x") + tar.END,
    "an upper folder": lambda data: tar.member("../x", b"x") + data,
    "itself twice": lambda data: data + data,
    "cut": lambda data: data[:-700],
    "no end mark": lambda data: data[: data.index(b"END.json\0")] + tar.END,
}  # fmt: skip


def test_what_lies_is_refused_though_it_is_signed(forger: Forger, colleague: Vault):
    before = state(colleague)
    for name, change in LINES.items():
        assert refused(colleague, forger.write(change(forger))), name
    for name, lie in MANIFESTS.items():
        assert refused(colleague, forger.write(manifest=lie)), name
    for name, other in ARCHIVES.items():
        assert refused(colleague, forger.write(archive=other)), name

    assert state(colleague) == before
    tell(f"{len(LINES) + len(MANIFESTS) + len(ARCHIVES)} signed lies: 0 accepted, nothing written")


def test_a_signature_of_another_or_none_is_called_wrong(forger: Forger, vault: Vault, colleague: Vault):
    other = cards.own_keys(colleague)
    for sign in (lambda _text: bytes(64), lambda text: parcel.cards.signature(other, text), lambda text: forger_of(text, forger)):
        assert refused(colleague, forger.write(sign=sign)) == ["signature-wrong"]


def forger_of(text: bytes, forger: Forger) -> bytes:
    """A right signature, of something else."""
    return parcel.cards.signature(forger.own, text + b" ")


def test_what_was_sealed_anew_for_another_does_not_pass_for_hers(forger: Forger, vault: Vault):
    forger.recipient = age.public(cards.own_keys(vault).sealing)

    assert refused(vault, forger.write()) == ["meant-for-another"]


def test_costly_age_files_are_refused_before_they_cost_anything(forger: Forger, colleague: Vault):
    for log in range(21, 64, count(7, 1)):
        stanza = b"age-encryption.org/v1\n-> scrypt bBjlhJVYZeE4aqUdmtRHfw %d\n" % log + b"A" * 43 + b"\n--- " + b"A" * 43 + b"\n"
        assert refused(colleague, forger.write(seal=lambda _data, head=stanza: head)) == ["transfer-damaged"]
    many = b"age-encryption.org/v1\n" + b"-> X25519 " + b"A" * 43 + b"\n" + b"A" * 43 + b"\n"
    for head in (many * 30, many + b"-> X25519 " * 100_000, b"age-encryption.org/v1\n" * 2, b"", b"\xff" * 100):
        assert refused(colleague, forger.write(seal=lambda _data, head=head: head)) == ["transfer-damaged"]
    assert refused(colleague, forger.write(seal=lambda data: forger.sealed(data) * 2)) == ["transfer-damaged"]


def member(name: str, kind: bytes, link: str = "") -> bytes:
    """A member of another kind than a file, with a right sum."""
    block = bytearray(tar.head(name, 0))
    block[156:157] = kind
    block[157 : 157 + len(link)] = link.encode()
    block[148:156] = b" " * 8
    block[148:156] = b"%06o\0 " % sum(block)
    return bytes(block)


def test_archives_that_want_out_of_their_folder_are_refused(forger: Forger, colleague: Vault):
    good, before = forger.good, state(colleague)
    hostile = [
        member("HOW-TO-OPEN.txt", kind, "/etc/passwd") + good
        for kind in (b"1", b"2", b"3", b"4", b"5", b"6", b"7", b"S", b"x", b"g", b"L", b"K")
    ]
    hostile += [tar.member(name, b"x") + good for name in ("../x", "/etc/x", "header", "data.age", "HOW-TO-OPEN.txt", "a/../../b")]
    hostile += [b"\x1f\x8b\x08" + bytes(1000), good + good, tar.END, b"", tar.member("HOW-TO-OPEN.txt", b"x") * count(500, 1_000_000)]
    for data in hostile:
        forger.file.write_bytes(data)
        assert refused(colleague, forger.file)

    assert state(colleague) == before
    tell(f"{len(hostile)} hostile archives, one of {count(500, 1_000_000)} members: 0 accepted, nothing written")


# --- what has the right form: it is taken in or not, and stops nothing


WILD: tuple[Any, ...] = (
    "", "x", "\u202e", "\x00\x07", "0" * 32, "a" * 32, "🙂" * 50, "26-AAAAA", "2022-13-45", "2026-05-14T09:00:00+00:00", "../..",
    "x" * 20_000, -1, 0, 2**40, 1.5, True, None, [], {}, ["x"], {"x": "y"}, [[[[]]]],
)  # fmt: skip


def test_wild_values_are_refused_or_taken_in_and_undone(forger: Forger, colleague: Vault):
    random, tried, taken = seeded("wild values"), count(20, 5000), 0
    before, ids = state(colleague)[1], {row.id for row in records.stored(colleague)}
    for _ in range(tried):
        records_ = [json.loads(line) for line in forger.lines]
        for _change in range(random.choice((1, 1, 2, 4))):
            record = random.choice(records_)
            place = record["value"] if random.random() < 0.8 and isinstance(record["value"], dict) and record["value"] else record
            place[random.choice(list(place))] = deepcopy(random.choice(WILD))
        try:
            came = incoming.receive(colleague, forger.write([line_of(each) for each in records_]))
        except TransferRefused:
            continue
        for coming in came.cases:
            arrived.contents(colleague, came)
            try:
                now = taking_in.take_in(colleague, came, coming.case)
            except CannotBeTaken:
                continue
            taken += 1
            taking_in.undo(colleague, now, coming.case)
        incoming.put_away(colleague, came)

    assert state(colleague)[1] == before
    assert {row.id for row in records.stored(colleague) if row.kind != "incoming"} == ids
    assert check(colleague).ok
    tell(f"{tried} files with wild values: {taken} taken in and undone, the rest refused; 0 crashes")


def test_every_refusal_has_its_sentence(forger: Forger, colleague: Vault):
    forger.file.write_bytes(io.BytesIO(b"x" * 600).getvalue())
    with pytest.raises(CaseFileError) as error:
        incoming.receive(colleague, forger.file)

    assert explain(error.value).startswith("Nothing was taken from this file. This is no file for a colleague")
