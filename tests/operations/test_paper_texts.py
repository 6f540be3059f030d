"""Texts of papers: taken out after the paper is safe, once, and what keeps that from being done."""

from dataclasses import replace

import pytest

from desktop.documents.drawing import Answer
from desktop.domain.attachments import Attachment
from desktop.domain.errors import Cancelled, DataDamaged
from desktop.domain.transfers import Coming, Incoming, Origin
from desktop.operations import drawing, health, paper_texts
from desktop.operations.attachments import attach
from desktop.operations.cases import open_case
from desktop.operations.drawing import Children
from desktop.storage import records, search
from desktop.storage.vault import Vault
from tests.at_home import AtHome


@pytest.fixture
def paper(vault: Vault, tmp_path) -> Attachment:
    (tmp_path / "письмо.txt").write_text("Берёзовый сок", "utf-8")
    return attach(vault, open_case(vault).id, tmp_path / "письмо.txt")


def keep(vault: Vault, value) -> None:
    with vault.transaction():
        records.save(vault, value)


def test_a_paper_from_before_is_read_once_and_found_then(vault, paper):
    assert search.find(vault, "берёзовый") == []

    assert paper_texts.take_out(vault, paper.id, Children()).text == "Берёзовый сок"

    assert [hit.id for hit in search.find(vault, "берёзовый")] == [paper.id]
    assert paper_texts.waiting(vault) == []
    assert paper_texts.take_out(vault, paper.id, Children()) is None


def test_one_whose_text_is_known_is_not_opened(vault, paper):
    keep(vault, replace(paper, text="слова"))

    assert paper_texts.take_out(vault, paper.id, None) == replace(paper, text="слова", is_read=True)


def test_a_photograph_a_working_copy_and_what_is_in_the_bin_have_no_text_to_wait_for(vault, paper, tmp_path):
    (tmp_path / "a.jpg").write_bytes(b"\xff\xd8\xff")
    attach(vault, paper.case, tmp_path / "a.jpg")
    keep(vault, replace(paper, made_of=("a" * 32,)))
    keep(vault, replace(paper, id="e" * 32, removed_at="2026-05-14"))

    assert paper_texts.waiting(vault) == [paper.id]
    assert paper_texts.take_out(vault, paper.id, None).text == ""
    assert paper_texts.waiting(vault) == []


def test_what_a_colleague_gave_waits_until_that_cannot_be_undone(vault, paper):
    coming = Coming(case=paper.case, number="26-A", pseudonym="Клён", after={paper.id: "mark"})
    incoming = Incoming(id="f" * 32, came_at="", origin=Origin.COLLEAGUE, transfer="", created="", archive=paper.sealed, cases=(coming,))
    keep(vault, incoming)
    assert paper_texts.waiting(vault) == []

    with vault.transaction():
        records.purge(vault, incoming.id)

    assert paper_texts.waiting(vault) == [paper.id]


def test_a_paper_that_cannot_be_read_is_not_tried_again_but_a_damaged_file_is(vault, paper, monkeypatch):
    file = vault.folder / "papers" / paper.sealed.file
    whole = file.read_bytes()
    file.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    with pytest.raises(DataDamaged):
        paper_texts.take_out(vault, paper.id, Children())
    assert paper_texts.waiting(vault) == [paper.id]
    file.write_bytes(whole)

    monkeypatch.setattr(AtHome, "ask", lambda _self, _request, _source: (Answer(reason="stopped"), b""))
    assert paper_texts.take_out(vault, paper.id, Children()).text == ""
    assert paper_texts.waiting(vault) == []


def test_a_lock_in_the_middle_leaves_it_waiting(vault, paper, monkeypatch):
    children = Children()

    class Killed(AtHome):
        def ask(self, request, source):
            children.end()
            return Answer(reason="stopped"), b""

    monkeypatch.setattr(drawing, "start", Killed)

    for _ in range(2):
        with pytest.raises(Cancelled):
            paper_texts.take_out(vault, paper.id, children)
    assert paper_texts.waiting(vault) == [paper.id]


def test_an_index_that_is_made_anew_knows_the_texts(vault, paper):
    paper_texts.take_out(vault, paper.id, Children())

    health.mend_search(vault)

    assert [hit.id for hit in search.find(vault, "берёзовый")] == [paper.id]


def test_what_she_writes_meanwhile_is_kept(vault, paper, monkeypatch):
    class Slow(AtHome):
        def ask(self, request, source):
            keep(vault, replace(records.get(vault, Attachment, paper.id), remark="от матери"))
            return super().ask(request, source)

    monkeypatch.setattr(drawing, "start", Slow)

    read = paper_texts.take_out(vault, paper.id, Children())

    assert (read.remark, read.text) == ("от матери", "Берёзовый сок")
