"""Papers: sealed once, never changed, and never wrong without a word."""

import io
import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.domain.attachments import Attachment, Sealed
from desktop.domain.errors import DataDamaged, DiskFailed, DiskFull, FileMissing
from desktop.storage import kinds, papers
from desktop.storage.keys import Keys
from desktop.storage.place import Place


@pytest.fixture
def identity(keys: Keys) -> str:
    return keys.age_identity


def poured(folder: Path, sealed: Sealed, identity: str) -> bytes:
    target = io.BytesIO()
    papers.pour(folder, sealed, identity, target)
    return target.getvalue()


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary(max_size=200_000))
def test_a_paper_comes_back_as_it_was(tmp_path: Path, identity: str, content: bytes):
    written = papers.write(tmp_path, [content], identity)

    assert poured(tmp_path, written.sealed, identity) == content
    assert written.size == len(content)
    assert papers.NAME.fullmatch(written.sealed.file)


def test_its_file_is_plain_age(tmp_path: Path, identity: str):
    written = papers.write(tmp_path, [b"%PDF-", b"1.4"], identity)
    (tmp_path / "key.txt").write_text(identity)

    done = subprocess.run(["age", "-d", "-i", "key.txt", written.sealed.file], cwd=tmp_path, capture_output=True, check=True)

    assert done.stdout == b"%PDF-1.4"


def test_a_source_that_fails_leaves_nothing_behind(tmp_path: Path, identity: str):
    def failing():
        yield bytes(1_000_000)
        raise OSError(5, "")

    with pytest.raises(DiskFailed):
        papers.write(tmp_path, failing(), identity)

    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_leaves_nothing_behind(tmp_path: Path, identity: str):
    def full():
        yield bytes(1_000_000)
        raise OSError(28, "")

    with pytest.raises(DiskFull):
        papers.write(tmp_path, full(), identity)

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("at", [0, 30, 250, 1000, -1])
def test_one_flipped_bit_is_named_before_a_byte_is_poured(tmp_path: Path, identity: str, at: int):
    written = papers.write(tmp_path, [b"x" * 3000], identity)
    file = tmp_path / written.sealed.file
    data = bytearray(file.read_bytes())
    data[at] ^= 1
    file.write_bytes(data)
    target = io.BytesIO()

    with pytest.raises(DataDamaged):
        papers.pour(tmp_path, written.sealed, identity, target)

    assert target.getvalue() == b""
    with pytest.raises(DataDamaged):
        papers.open_whole(tmp_path, written.sealed, identity, target)


def test_a_missing_file_is_named(tmp_path: Path, identity: str):
    with pytest.raises(FileMissing):
        poured(tmp_path, Sealed(file="0" * 32, size=1, sha256="0" * 64), identity)


def test_a_link_is_not_a_paper(tmp_path: Path, identity: str):
    written = papers.write(tmp_path, [b"x"], identity)
    (tmp_path / ("0" * 32)).symlink_to(tmp_path / written.sealed.file)

    with Place(tmp_path) as place:
        assert place.size("0" * 32) is None


def attachment(sealed: Sealed, name: str) -> Attachment:
    return Attachment(id="a", case="b", name=name, size=1, sha256="c" * 64, sealed=sealed)


def test_records_tell_which_papers_they_name_and_texts_cannot_pretend():
    sealed = Sealed(file="d" * 32, size=5, sha256="e" * 64)
    pretending = '{"file":"' + "0" * 32 + '","sha256":"' + "0" * 64 + '","size":1}'

    body = kinds.encode(attachment(sealed, pretending))

    assert list(papers.named_in(body)) == [sealed]


def test_a_paper_sealed_anew_gets_its_new_name_in_the_record():
    old, new = Sealed(file="d" * 32, size=5, sha256="e" * 64), Sealed(file="f" * 32, size=6, sha256="a" * 64)

    body = papers.renamed_in(kinds.encode(attachment(old, "scan")), {old.file: new})

    assert kinds.decode(Attachment, body) == attachment(new, "scan")


def test_orphans_are_files_that_nobody_names(tmp_path: Path):
    for name in ("1" * 32, "2" * 32, "3" * 32 + ".part"):
        (tmp_path / name).touch()

    assert papers.orphans(tmp_path, ["1" * 32]) == ["2" * 32, "3" * 32 + ".part"]
