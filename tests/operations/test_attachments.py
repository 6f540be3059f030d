"""Papers of a case: kept as they came."""

from dataclasses import replace
from pathlib import Path

import pytest

from desktop.domain.errors import BadInput, Cancelled, FileMissing, NotFound
from desktop.operations.attachments import attach, keep_paper, read_paper
from desktop.operations.cases import open_case
from desktop.storage.vault import Vault
from tests.operations.backup_case import scan


def test_a_paper_is_kept_as_it_came(vault: Vault, tmp_path: Path):
    case = open_case(vault)
    paper = attach(vault, case.id, scan(tmp_path, 1))

    assert read_paper(vault, paper) == scan(tmp_path, 1).read_bytes()
    assert (paper.name, paper.media_type) == ("скан 1.pdf", "application/pdf")
    kept = keep_paper(vault, replace(paper, name="Справка", size=1, sha256="0" * 64))
    assert (kept.name, kept.size, kept.sha256) == ("Справка", paper.size, paper.sha256)


def test_what_is_no_file_is_not_attached(vault: Vault, tmp_path: Path):
    case = open_case(vault)

    with pytest.raises(NotFound):
        attach(vault, case.id, tmp_path / "nowhere")
    with pytest.raises(BadInput):
        attach(vault, case.id, tmp_path)
    with pytest.raises(BadInput):
        attach(vault, case.id, Path("/dev/null"))
    with pytest.raises(NotFound):
        attach(vault, "0" * 32, scan(tmp_path, 1))
    assert list((vault.folder / "papers").iterdir()) == []


def test_a_name_promises_nothing(vault: Vault, tmp_path: Path):
    case = open_case(vault)
    (tmp_path / "a.png").write_bytes(b"MZ not a picture")
    strange = tmp_path / "a\nb\udcff.TXT"
    strange.write_bytes(b"x")

    assert attach(vault, case.id, tmp_path / "a.png").media_type == "application/octet-stream"
    assert attach(vault, case.id, strange).name == "a\ufffdb\ufffd.TXT"


def test_attaching_cancelled_leaves_nothing(vault: Vault, tmp_path: Path):
    case = open_case(vault)

    def report(done: int, total: int) -> None:
        if done:
            raise Cancelled

    big = tmp_path / "big"
    big.write_bytes(bytes(3_000_000))
    with pytest.raises(Cancelled):
        attach(vault, case.id, big, report)

    assert list((vault.folder / "papers").iterdir()) == []


def test_a_lost_paper_is_named(vault: Vault, tmp_path: Path):
    paper = attach(vault, open_case(vault).id, scan(tmp_path, 1))
    (vault.folder / "papers" / paper.sealed.file).unlink()

    with pytest.raises(FileMissing):
        read_paper(vault, paper)
