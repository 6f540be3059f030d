"""The build of the bundle ends loudly where something is wrong with it."""

import shutil
import subprocess
from pathlib import Path

import pytest

from scripts import bundling, inspection, licensing

SOURCE = Path(__file__).parent.parent
RESOURCES = sorted(path for path in (SOURCE / "resources").rglob("*") if path.is_file())
WHOLE = "# made up\n"
LIBRARY = Path("/lib/x86_64-linux-gnu/libc.so.6")

needs_binutils = pytest.mark.skipif(shutil.which("readelf") is None, reason="not installed: binutils")


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    """A bundle in which all is as it must be."""
    bundle = tmp_path / "portfel"
    files = [f"parts/{name}" for name in inspection.NEEDED]
    for name in ["portfel", *files, "parts/licences/Portfel/LICENSE"]:
        path = bundle / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(WHOLE)
    named = [f"    {name}" for name in ["portfel", "portfel (desktop)", *files] if "licences" not in name]
    (bundle / "parts/licences/LIST.txt").write_text("\n".join(["What lies here.", "", "Portfel 1.0", *named, ""]))
    return bundle


def said(bundle: Path) -> str:
    """Everything that is found."""
    return "\n".join(inspection.findings(bundle))


def compiled(folder: Path, name: str, *options: str) -> None:
    """Make a library of nothing."""
    (folder / "nothing.s").write_text('.section .note.GNU-stack,"",@progbits\n.text\nnothing: ret\n')
    subprocess.run(["as", "-o", folder / "nothing.o", folder / "nothing.s"], check=True)
    subprocess.run(["ld", "-shared", "-o", folder / name, folder / "nothing.o", *options], check=True)


def test_a_whole_bundle_has_no_findings(bundle):
    assert said(bundle) == ""


@pytest.mark.parametrize("name", ["parts/PySide6/Qt/plugins/platforms/libqvnc.so", "parts/PySide6/Qt/lib/libQt6Network.so.6"])
def test_what_could_use_a_network_is_found(bundle, name):
    (bundle / name).parent.mkdir(parents=True, exist_ok=True)
    (bundle / name).touch()

    assert "it could use a network" in said(bundle)


def test_a_file_that_nobody_owns_is_found(bundle):
    (bundle / "parts/more").write_text("?")

    assert said(bundle) == "nobody has said whose it is: parts/more"


def test_a_part_without_the_text_of_its_licence_is_found(bundle):
    (bundle / "parts/licences/Portfel/LICENSE").write_text("")

    assert said(bundle) == "its licence is not there: Portfel"


def test_without_a_list_nothing_is_believed(bundle):
    (bundle / "parts/licences/LIST.txt").unlink()

    assert "there is no list" in said(bundle)


def test_what_is_opened_by_name_must_be_there(bundle):
    (bundle / "parts/libseccomp.so.2").unlink()

    assert "it is not there: libseccomp.so.2" in said(bundle)


def test_a_link_that_a_stick_would_lose_is_found(bundle):
    (bundle / "parts/link").symlink_to("libseccomp.so.2")

    assert "a stick may not keep it" in said(bundle)


@pytest.mark.parametrize("name", ["refusing.txt", "norms/08-mobilisation.toml", "norms/14-supreme-court.toml"])
def test_a_name_that_tells_the_work_is_found(bundle, name):
    path = bundle / "parts/resources" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()

    assert "its name tells the work" in said(bundle)


@pytest.mark.parametrize("name", ["a:b", "что", "end.", "LIBSECCOMP.SO.2"])
def test_a_name_that_a_stick_cannot_keep_is_found(bundle, name):
    (bundle / "parts" / name).touch()

    assert "a stick" in said(bundle)


def test_a_file_that_names_the_folder_of_the_build_is_found(bundle):
    (bundle / "portfel").write_text(f"… {licensing.ROOT}/desktop …")

    assert "it names the folder" in said(bundle)


def test_a_bundle_that_is_too_large_is_found(bundle, monkeypatch):
    monkeypatch.setattr(inspection, "LARGEST", 100)

    assert "more than the 100" in said(bundle)


@needs_binutils
def test_a_library_that_needs_another_or_a_newer_computer_is_found(bundle, tmp_path, monkeypatch):
    parts = bundle / "parts"
    compiled(tmp_path, "libother.so", "-soname", "libother.so.1", "--strip-all")
    compiled(tmp_path, "libseccomp.so.2", str(tmp_path / "libother.so"), "--strip-all")
    shutil.copy(tmp_path / "libseccomp.so.2", parts)
    assert "libseccomp.so.2 needs libother.so.1, which is not there" in said(bundle)

    shutil.copy(LIBRARY, parts / "libseccomp.so.2")
    monkeypatch.setattr(inspection, "OLDEST_GLIBC", (2, 2))
    assert "libseccomp.so.2 needs glibc" in said(bundle)


@needs_binutils
def test_a_library_that_was_not_stripped_is_found(bundle, tmp_path):
    compiled(tmp_path, "libseccomp.so.2")
    shutil.copy(tmp_path / "libseccomp.so.2", bundle / "parts")

    assert "it is not stripped" in said(bundle)


def test_in_the_bundle_the_names_of_our_files_are_neutral():
    entries = [(f"resources/{path.relative_to(SOURCE / 'resources').as_posix()}", str(path), "DATA") for path in RESOURCES]

    names = [goes for goes, _, _ in bundling.with_neutral_names(entries)]

    assert len(names) == len(set(names)) == len(entries)
    assert [name for name in names if inspection.TELLING.search(name)] == []


def test_every_library_we_build_on_has_a_licence_that_can_be_carried_along():
    names = ["bech32", "cryptography", "cffi", "jinja2", "mnemonic", "msgspec", "pillow", "platformdirs", "pypdfium2", "pyphen", "pyrage"]
    names += ["pytrovich", "reportlab", "segno", "shamir-mnemonic", "sqlcipher3", "tzdata", "fontpkg-pt-serif", "pyinstaller"]

    for name in names:
        assert licensing._of_package(name).texts


def test_what_lies_inside_a_library_is_named_with_its_licence():
    inside = licensing._of_package("pyrage").texts
    parts = inside["parts.txt"].read_text()

    assert "curve25519-dalek 4" in parts
    assert {"parts/MIT.txt", "parts/Apache-2.0.txt", "parts/BSD-3-Clause.txt"} <= set(inside)
    assert "OpenSSL-Apache-2.0.txt" in licensing._of_package("sqlcipher3").texts


@pytest.mark.parametrize(
    ("expression", "chosen"),
    [
        ("MIT OR Apache-2.0", {"MIT"}),
        ("GPL-2.0-only OR Apache-2.0", {"Apache-2.0"}),
        ("(MIT OR Apache-2.0) AND Unicode-3.0", {"MIT", "Unicode-3.0"}),
        ("Apache-2.0 WITH LLVM-exception", {"Apache-2.0", "LLVM-exception"}),
    ],
)
def test_of_a_choice_of_licences_one_we_have_is_taken(expression, chosen):
    assert licensing._chosen(expression, "it") == chosen


@pytest.mark.parametrize("expression", ["", "Unknown", "MIT AND Secret-1.0", "Apache-2.0 WITH Secret-exception"])
def test_a_licence_without_a_text_ends_the_build(expression):
    with pytest.raises(LookupError):
        licensing._chosen(expression, "it")


def test_a_compiled_package_that_nobody_looked_into_ends_the_build(monkeypatch):
    monkeypatch.setattr(licensing, "_INSIDE", {})

    with pytest.raises(LookupError, match="nobody has said what is in msgspec"):
        licensing._of_package.__wrapped__("msgspec")


def test_a_file_from_nowhere_ends_the_build(tmp_path):
    with pytest.raises(LookupError):
        licensing._part_of(tmp_path / "libmore.so")
