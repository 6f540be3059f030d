"""A case to a colleague: what goes, what never goes, who can open it, and what came is taken in and undone."""

import io
import json
import tarfile
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from desktop.domain import mending
from desktop.domain.attachments import Attachment
from desktop.domain.cases import Case
from desktop.domain.errors import BadInput, CannotBeTaken, ChangedSince, NoConsent, NotFound, TransferRefused
from desktop.domain.events import Certainty
from desktop.domain.journal import Deed
from desktop.domain.notes import Note
from desktop.domain.people import Person
from desktop.domain.powers import Power, PowerKind
from desktop.domain.searches import KeptSearch
from desktop.domain.sheets import Sheet
from desktop.domain.transfers import Decision
from desktop.operations import arrived, cards, incoming, journal, taking_in, transfers
from desktop.operations.attachments import attach, read_paper
from desktop.operations.backups import back_up
from desktop.operations.checks import check
from desktop.operations.incoming import Standing
from desktop.operations.looking import look_inside
from desktop.operations.working_copies import make_copies
from desktop.storage import age, changes, parcel, parcel_check, records, rows, search
from desktop.storage.vault import PAPERS, Vault
from tests import make
from tests.conftest import PASSPHRASE, Clock
from tests.operations.backup_case import scan, stick
from tests.operations.transfer_case import acquainted, everything, fill, handed, received


def inside(file: Path, identity: str) -> dict[str, bytes]:
    """What the one it is for finds in it, with tools everybody has."""
    with file.open("rb") as opened:
        seen = parcel_check.outside(opened)
        opened.seek(seen.start)
        plain = io.BytesIO()
        age.open_into(io.BytesIO(opened.read(seen.size)), plain, identity)
    with tarfile.open(fileobj=io.BytesIO(plain.getvalue())) as found:
        return {member.name: found.extractfile(member).read() for member in found}  # type: ignore[union-attr]


# --- what goes


def test_what_goes_is_the_case_and_whom_it_names_and_nothing_of_other_clients(vault: Vault, colleague: Vault, tmp_path: Path):
    mine = fill(vault, tmp_path)

    file = handed(vault, colleague, tmp_path, mine.case.id, with_history=True)

    members = inside(file, cards.own_keys(colleague).sealing)
    text = b"".join(members.values())
    kinds = sorted(json.loads(line)["kind"] for line in members["records/0001.jsonl"].splitlines())
    assert kinds == ["attachment", "case", "change", "deadline", "event", "letter", "note", "party", "person", "person", "register", "unit"]
    for never in (mine.other.id, mine.stranger.id, "Тайнов", "чужое", "Маяк", "Далёкий", "2026-05-01"):
        assert never.encode() not in text
    assert b"%PDF-1.4 AAAA" in text


def test_notes_papers_and_history_stay_if_she_says_so(vault: Vault, colleague: Vault, tmp_path: Path):
    mine = fill(vault, tmp_path)
    choice = transfers.Choice((mine.case.id,), with_papers=False, with_notes=False)

    made = transfers.send(vault, acquainted(vault, colleague), choice, stick(tmp_path))

    lines = inside(made.file, cards.own_keys(colleague).sealing)["records/0001.jsonl"].splitlines()
    assert {json.loads(line)["kind"] for line in lines} & {"note", "attachment", "change"} == set()
    assert made.sent.revs[mine.case.id] == 1


def test_the_sheet_goes_along_and_her_own_powers_and_searches_stay(vault: Vault, colleague: Vault, tmp_path: Path):
    mine = fill(vault, tmp_path)
    sheet = Sheet(id="c" * 32, case=mine.case.id, answers={"family": "двое детей"}, certainty={"unit": Certainty.SEEN})
    with vault.transaction():
        records.save(vault, sheet)
        records.save(vault, Power(id="d" * 32, case=mine.case.id, kind=PowerKind.ORDER, number="12"))
        records.save(vault, KeptSearch(id="e" * 32, name="hers", text=mine.case.number))

    came = received(vault, colleague, tmp_path, mine.case.id)
    taking_in.take_in(colleague, came, mine.case.id)

    assert records.every(colleague, Sheet) == [sheet]
    assert records.every(colleague, Power) == []
    assert records.every(colleague, KeptSearch) == []


def test_without_a_noted_consent_nothing_goes_unless_she_says_so(vault: Vault, colleague: Vault, tmp_path: Path):
    mine = fill(vault, tmp_path)
    known = acquainted(vault, colleague)

    with pytest.raises(NoConsent) as refused:
        transfers.send(vault, known, transfers.Choice((mine.case.id, mine.other.id)), stick(tmp_path))

    assert refused.value.cases == ("Маяк",)
    assert list(stick(tmp_path).iterdir()) == []
    assert [each.to for each in transfers.outgoing(vault, transfers.Choice((mine.case.id,))).consents] == ["коллеге Анне"]


def test_two_cases_in_one_file_do_not_know_each_other(vault: Vault, colleague: Vault, tmp_path: Path):
    mine = fill(vault, tmp_path)
    with vault.transaction():
        records.save(vault, make.event(case=mine.case.id, proof=mine.other.id))

    came = received(vault, colleague, tmp_path, mine.case.id, mine.other.id)

    assert [each.case for each in came.cases] == [mine.case.id, mine.other.id]
    members = inside(next(stick(tmp_path).glob("*.sealed")), cards.own_keys(colleague).sealing)
    for line in members["records/0001.jsonl"].splitlines():
        record = json.loads(line)
        other = mine.other.id if record["case"] == mine.case.id else mine.case.id
        assert record["case"] is None or other.encode() not in line


def test_the_file_tells_nothing_to_whom_it_is_not_for(vault: Vault, colleague: Vault, tmp_path: Path):
    mine = fill(vault, tmp_path)

    file = handed(vault, colleague, tmp_path, mine.case.id)

    data = file.read_bytes()
    for secret in ("Клён", "Королёв", "Анна", "Борис", "1-А", "%PDF", vault.keys.vault, vault.device):
        assert secret.encode() not in data
    with pytest.raises(age.KeyDoesNotFit):
        inside(file, vault.keys.age_identity)
    assert [(line.deed, line.case) for line in journal.lines(vault)] == [(Deed.HANDED_OVER, mine.case.id)]


def test_a_paper_too_large_is_named_and_stays(vault: Vault, colleague: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    mine = fill(vault, tmp_path, papers=2)
    monkeypatch.setattr(parcel, "LARGEST_PAPER", 70_009)

    going = transfers.outgoing(vault, transfers.Choice((mine.case.id,)))
    came = received(vault, colleague, tmp_path, mine.case.id)

    assert [paper.size for paper in going.too_large] == [70_010]
    assert [paper.size for paper in arrived.contents(colleague, came)[0].papers] == [70_009]


# --- what came


def test_what_came_is_in_no_list_and_no_search_until_it_is_taken_in(vault: Vault, colleague: Vault, tmp_path: Path):
    mine = fill(vault, tmp_path)

    came = received(vault, colleague, tmp_path, mine.case.id)

    assert records.every(colleague, Case) == []
    assert search.find(colleague, "Королёв") == []
    (content,) = arrived.contents(colleague, came)
    assert (content.case.pseudonym, content.is_here, content.new) == ("Клён", False, 11)
    assert [person.surname for _, person in content.people] == ["Королёв"]
    assert arrived.paper(colleague, came, content.papers[0]).startswith(b"%PDF-1.4 AAA")
    assert incoming.standing(colleague, came) is Standing.COMPARED


def test_taken_in_it_is_all_there_with_its_revisions_and_papers(vault: Vault, colleague: Vault, tmp_path: Path):
    mine = fill(vault, tmp_path)
    came = received(vault, colleague, tmp_path, mine.case.id, with_history=True)

    taking_in.take_in(colleague, came, mine.case.id)

    assert records.get(colleague, Case, mine.case.id) == replace(mine.case, conflict_checked="")
    row = rows.of_id(colleague, records.of_case(colleague, Note, mine.case.id)[0].id)
    assert row is not None
    assert (row.rev, row.device) == (2, vault.device)
    assert len(changes.of(colleague, row.id)) == 1
    assert search.find(colleague, "Короче")
    (paper,) = arrived.contents(colleague, came)[0].papers
    assert read_paper(colleague, records.get(colleague, type(paper), paper.id)).startswith(b"%PDF-1.4 AAA")
    assert check(colleague).ok
    assert colleague.problems_of_roots() == ()


def test_undone_the_vault_is_as_it_was_to_the_last_byte(vault: Vault, colleague: Vault, tmp_path: Path, clock: Clock):
    mine = fill(vault, tmp_path)
    with colleague.transaction():
        records.save(colleague, replace(mine.client, remark="своё"))
        records.save(colleague, make.case(number=mine.case.number))
    came = received(vault, colleague, tmp_path, mine.case.id, with_history=True)
    before, files = everything(colleague), sorted(path.name for path in (colleague.folder / PAPERS).iterdir())

    clock.now = clock.now.replace(hour=11)
    taken = taking_in.take_in(colleague, came, mine.case.id, {mine.client.id})
    assert records.get(colleague, Person, mine.client.id).remark == ""
    assert records.get(colleague, Case, mine.case.id).number != mine.case.number
    taking_in.undo(colleague, taken, mine.case.id)

    assert everything(colleague) == before
    assert sorted(path.name for path in (colleague.folder / PAPERS).iterdir()) == files
    assert colleague.problems_of_roots() == ()
    assert check(colleague).ok


def test_what_is_here_is_shown_beside_what_comes_and_stays_unless_she_says_so(vault: Vault, colleague: Vault, tmp_path: Path):
    mine = fill(vault, tmp_path)
    here = replace(mine.case, now="ответ пришёл", unit="", client="", conflict_checked="2026-05-10")
    with colleague.transaction():
        records.save(colleague, here)
    came = received(vault, colleague, tmp_path, mine.case.id)

    (content,) = arrived.contents(colleague, came)
    (conflict,) = content.conflicts
    assert {(field.name, field.here, field.comes) for field in conflict.fields} == {
        ("client", "", mine.client.id), ("now", "ответ пришёл", "ждёт ответа"), ("unit", "", mine.case.unit),
    }  # fmt: skip

    first = taking_in.take_in(colleague, came, mine.case.id)
    assert records.get(colleague, Case, mine.case.id).now == "ответ пришёл"
    taking_in.undo(colleague, first, mine.case.id)
    taking_in.take_in(colleague, came, mine.case.id, {mine.case.id})

    kept = records.get(colleague, Case, mine.case.id)
    assert (kept.now, kept.conflict_checked) == ("ждёт ответа", "2026-05-10")
    assert records.revision(colleague, mine.case.id) == 2
    assert changes.of(colleague, mine.case.id)[0].fields == ("client", "now", "unit")


def test_a_closed_note_and_a_frozen_text_stay_whatever_comes(vault: Vault, colleague: Vault, tmp_path: Path):
    mine = fill(vault, tmp_path)
    note = records.of_case(vault, Note, mine.case.id)[0]
    with colleague.transaction():
        records.save(colleague, mine.case)
        records.save(colleague, replace(note, blocks={"facts": "как было"}, signed_at="2026-05-14T10:00:00+00:00"))
    came = received(vault, colleague, tmp_path, mine.case.id)

    conflict = next(each for each in arrived.contents(colleague, came)[0].conflicts if each.kind == "note")
    taking_in.take_in(colleague, came, mine.case.id, {note.id})

    assert conflict.fixed
    assert records.get(colleague, Note, note.id).text == "как было"


def test_somebody_of_the_same_name_is_pointed_out(vault: Vault, colleague: Vault, tmp_path: Path):
    mine = fill(vault, tmp_path)
    other = make.person(surname="Королев", name="Петр", patronymic="Ильич")
    with colleague.transaction():
        records.save(colleague, other)

    (content,) = arrived.contents(colleague, received(vault, colleague, tmp_path, mine.case.id))

    assert [(each.comes.id, each.here.id) for each in content.similar] == [(mine.client.id, other.id)]


def test_a_case_is_refused_and_waits_again_and_all_is_put_away(vault: Vault, colleague: Vault, tmp_path: Path):
    mine = fill(vault, tmp_path)
    came = received(vault, colleague, tmp_path, mine.case.id, mine.other.id)

    refused = incoming.refuse(colleague, came, mine.case.id)
    taken = taking_in.take_in(colleague, refused, mine.other.id)
    assert [each.decision for each in taken.cases] == [Decision.REFUSED, Decision.TAKEN]
    assert incoming.wait_again(colleague, taken, mine.case.id).cases[0].decision is Decision.WAITING
    incoming.put_away(colleague, taken)

    assert incoming.kept_apart(colleague) == []
    assert [case.pseudonym for case in records.every(colleague, Case)] == ["Маяк"]
    assert check(colleague).ok
    with pytest.raises(NotFound):
        taking_in.undo(colleague, taken, mine.other.id)


def test_people_of_two_cases_stay_until_both_are_undone(vault: Vault, colleague: Vault, tmp_path: Path):
    mine = fill(vault, tmp_path)
    came = received(vault, colleague, tmp_path, mine.case.id, mine.other.id)
    before = everything(colleague)
    taking_in.take_in(colleague, came, mine.case.id)
    taking_in.take_in(colleague, came, mine.other.id)

    taking_in.undo(colleague, came, mine.case.id)
    assert records.get(colleague, Person, mine.client.id)
    assert check(colleague).ok
    taking_in.undo(colleague, came, mine.other.id)

    own = came.id.encode()
    kept = [
        [line for line in lines if own not in line and not line.startswith((b"(''", b"(' '"))] for lines in (before, everything(colleague))
    ]
    assert kept[0] == kept[1]
    assert records.every(colleague, Person) == []


def test_what_was_worked_on_since_is_not_undone(vault: Vault, colleague: Vault, tmp_path: Path):
    mine = fill(vault, tmp_path)
    taken = taking_in.take_in(colleague, received(vault, colleague, tmp_path, mine.case.id), mine.case.id)
    with colleague.transaction():
        records.save(colleague, make.note(case=mine.case.id))

    with pytest.raises(ChangedSince):
        taking_in.undo(colleague, taken, mine.case.id)


def test_ids_that_are_something_else_here_are_not_taken(vault: Vault, colleague: Vault, tmp_path: Path):
    mine = fill(vault, tmp_path)
    with colleague.transaction():
        records.save(colleague, make.note(id=mine.client.id, case=mine.other.id))
    came = received(vault, colleague, tmp_path, mine.case.id)
    before = everything(colleague)

    with pytest.raises(CannotBeTaken):
        taking_in.take_in(colleague, came, mine.case.id)

    assert everything(colleague) == before


def test_words_that_lead_into_another_file_here_are_not_taken(vault: Vault, colleague: Vault, tmp_path: Path):
    mine = fill(vault, tmp_path)
    secret = make.note(case=mine.other.id)
    with vault.transaction():
        records.save(vault, make.event(case=mine.case.id, proof=secret.id))
    with colleague.transaction():
        records.save(colleague, secret)
    came = received(vault, colleague, tmp_path, mine.case.id)

    with pytest.raises(CannotBeTaken):
        taking_in.take_in(colleague, came, mine.case.id)


# --- who sent it


def test_an_unknown_and_a_changed_card_are_told(vault: Vault, colleague: Vault, tmp_path: Path):
    mine = fill(vault, tmp_path)
    came = received(vault, colleague, tmp_path, mine.case.id)
    (known,) = cards.colleagues(colleague)

    cards.mark_compared(colleague, known, compared=False)
    assert incoming.standing(colleague, came) is Standing.KNOWN
    cards.remove_colleague(colleague, known)
    assert incoming.standing(colleague, came) is Standing.UNKNOWN
    with colleague.transaction():
        records.save(colleague, replace(known, id="f" * 32, verifying="ab" * 32))
    assert incoming.standing(colleague, came) is Standing.CHANGED


def test_the_same_file_again_and_an_older_one_are_told(vault: Vault, colleague: Vault, tmp_path: Path, clock: Clock):
    mine = fill(vault, tmp_path)
    old = handed(vault, colleague, tmp_path, mine.case.id)
    clock.now = clock.now.replace(hour=12)
    newer = received(vault, colleague, tmp_path, mine.case.id)
    taking_in.take_in(colleague, newer, mine.case.id)

    first = incoming.receive(colleague, old)
    second = incoming.receive(colleague, old)

    assert incoming.earlier(colleague, first).older == newer.created
    assert incoming.earlier(colleague, second).again == first.came_at
    assert incoming.earlier(colleague, newer) == incoming.Earlier()


def test_what_was_made_for_another_is_refused(vault: Vault, colleague: Vault, tmp_path: Path):
    mine = fill(vault, tmp_path)
    file = handed(vault, colleague, tmp_path, mine.case.id)

    with pytest.raises(TransferRefused) as refused:
        incoming.receive(vault, file)

    assert [problem.code for problem in refused.value.problems] == ["meant-for-another"]
    assert list((colleague.folder / PAPERS).iterdir()) == []


def test_without_a_card_nothing_can_be_sent_or_received(vault: Vault, colleague: Vault, tmp_path: Path):
    mine = fill(vault, tmp_path)
    cards.put_card(colleague, "Анна")
    known = cards.take_card(vault, cards.from_text(cards.card_text(colleague)))

    with pytest.raises(BadInput, match="card"):
        transfers.send(vault, known, transfers.Choice((mine.case.id,)), stick(tmp_path))
    with pytest.raises(BadInput, match="card"):
        incoming.receive(vault, scan(tmp_path, 0))


# --- chosen cases of a backup


@pytest.mark.parametrize("whole", [False, True])
def test_a_case_comes_back_from_a_backup_into_the_vault_there_is(vault: Vault, tmp_path: Path, *, whole: bool):
    mine = fill(vault, tmp_path, papers=2)
    file = back_up(vault, stick(tmp_path), whole=whole).file
    note = records.of_case(vault, Note, mine.case.id)[0]
    with vault.transaction():
        records.save(vault, replace(note, blocks={"facts": "испорчено"}))
    attach(vault, mine.other.id, scan(tmp_path, 7))

    assert {case.id for case in look_inside(file, PASSPHRASE).cases} == {mine.case.id, mine.other.id}
    came = incoming.from_backup(vault, file, PASSPHRASE, {mine.case.id})
    (content,) = arrived.contents(vault, came)
    taking_in.take_in(vault, came, mine.case.id, {note.id})

    assert [conflict.id for conflict in content.conflicts] == [note.id]
    assert content.new == 0
    assert records.get(vault, Note, note.id).text == "Короче."
    assert check(vault).ok


def test_a_case_that_is_gone_comes_back_with_its_papers(vault: Vault, colleague: Vault, tmp_path: Path):
    mine = fill(vault, tmp_path, papers=2)
    file = back_up(vault, stick(tmp_path), whole=True).file

    came = incoming.from_backup(colleague, file, PASSPHRASE, {mine.case.id})
    taking_in.take_in(colleague, came, mine.case.id)

    came_back = [read_paper(colleague, paper) for paper in records.of_case(colleague, Attachment, mine.case.id)]
    assert [len(paper) for paper in came_back] == [70_009, 70_010]
    assert incoming.standing(colleague, came) is Standing.HERSELF


def test_working_copies_go_in_place_of_the_papers_they_were_made_of(vault, colleague, tmp_path):
    mine = fill(vault, tmp_path, papers=1)
    (second,) = records.of_case(vault, Attachment, mine.case.id)
    Image.new("RGB", (20, 30)).save(tmp_path / "a.png")
    first = attach(vault, mine.case.id, tmp_path / "a.png")
    (copy,) = make_copies(vault, mine.case.id, [mending.Leaf(paper=first.id, page=0)], "Копия")

    choice = transfers.Choice((mine.case.id,), with_history=True, copies_only=True)
    sent = transfers.send(vault, acquainted(vault, colleague), choice, stick(tmp_path), without_consent=True)
    came = incoming.receive(colleague, sent.file)
    taking_in.take_in(colleague, came, mine.case.id)

    assert {paper.id for paper in records.of_case(colleague, Attachment, mine.case.id)} == {second.id, copy.id}
