"""Whose everything in the bundle is, and the licence of each part.

A part without a text, or a compiled package of which nobody has said what it is made of, ends the build.
"""

import json
import re
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import Distribution, PackagePath, distribution, distributions, packages_distributions
from pathlib import Path

Entry = tuple[str, str, str]  # PyInstaller's: where it goes, where it comes from, what kind it is

ROOT = Path(__file__).resolve().parent.parent
PARTS = ROOT / "build" / "bundle-parts"
TEXTS = ROOT / "licences"
LIST = "LIST.txt"
# Where the program itself goes, and the folder of everything else.
PROGRAM, CONTENTS = "portfel", "parts"

_APACHE = TEXTS / "texts/Apache-2.0.txt"
# What lies inside compiled packages that do not list it themselves; a package that has nothing foreign inside stands here, too.
_INSIDE: Mapping[str, Mapping[str, Path]] = {
    "cffi": {"libffi-copyright.txt": Path("/usr/share/doc/libffi8/copyright")},
    "markupsafe": {},
    "msgspec": {"ryu-Apache-2.0.txt": _APACHE},
    "pillow": {},  # its licence has those of all its libraries
    "pypdfium2": {},  # BUILD_LICENSES
    "sqlcipher3": {"SQLCipher-and-SQLite.txt": TEXTS / "sqlcipher/LICENSE.txt", "OpenSSL-Apache-2.0.txt": _APACHE},
}
# Wheels of Qt: their texts stand in licences/qt.
_QT = {"PySide6_Essentials", "shiboken6"}
# Parts whose list of contents does not say it.
_KNOWN = {"tinystr": "Unicode-DFS-2016"}
_RUST = "Rust's standard library"


@dataclass
class Part:
    """Something that others made, or we: its name and version, its texts by file name, and what it is in the bundle."""

    name: str
    version: str
    texts: dict[str, Path]
    files: set[str] = field(default_factory=set)


def licences(entries: Iterable[Entry], modules: Iterable[Entry]) -> list[Entry]:
    """The texts for everything in the bundle, and a list of what is whose.

    Raises LookupError for a file whose owner or licence nobody knows, FileNotFoundError for a text that is not there.
    """
    owned = {part.name: part for part in (_ourselves(), _bootloader(), _python())}
    for goes, source, kind in [*entries, *modules]:
        if source == "-":  # a folder that is a package without a file
            continue
        part = _part_of(Path(source))
        inside = f"{PROGRAM} ({goes.split('.')[0]})" if kind == "PYMODULE" else f"{CONTENTS}/{goes}"
        owned.setdefault(part.name, part).files.add(inside)
    texts = {f"{part.name}/{name}": text for part in owned.values() for name, text in part.texts.items()}
    texts |= {f"common-licenses/{text.name}": text for text in _meant_by(texts.values())}
    texts["READ-ME.txt"] = TEXTS / "READ-ME.txt"
    texts[LIST] = _written_list(owned.values())
    return [(f"licences/{name}", str(source.resolve(strict=True)), "DATA") for name, source in sorted(texts.items())]


def _meant_by(texts: Iterable[Path]) -> set[Path]:
    """The long licences that Debian's texts only name by where they lie on a Debian."""
    named = {found for text in texts for found in re.findall(r"/usr/share/common-licenses/([\w.-]*\w)", text.read_text("utf-8", "replace"))}
    return {text for text in (Path("/usr/share/common-licenses", name) for name in named) if text.is_file()}


def _written_list(parts: Iterable[Part]) -> Path:
    lines = ["What lies in this bundle, and whose it is. The folder of each part's licence here has its name."]
    for part in sorted(parts, key=lambda part: part.name.lower()):
        if not part.texts:
            raise LookupError(part.name)
        lines += ["", f"{part.name} {part.version}".strip(), *(f"    {file}" for file in sorted(part.files))]
    PARTS.mkdir(parents=True, exist_ok=True)
    (PARTS / LIST).write_text("".join(f"{line}\n" for line in lines), "utf-8")
    return PARTS / LIST


def listed(text: str) -> dict[str, set[str]]:
    """The files of each part, as `LIST.txt` of a bundle has them."""
    found = defaultdict[str, set[str]](set)
    part = ""
    for line in text.splitlines()[1:]:
        if line.startswith("    "):
            found[part].add(line.strip())
        elif line:
            part = line.split()[0]
            found[part] = set()
    return found


def _part_of(source: Path) -> Part:
    if any(source.is_relative_to(folder) for folder in (ROOT / "resources", ROOT / "desktop", PARTS / "ours")):
        return _ourselves()
    if source.is_relative_to(PARTS):
        return _qt()
    # PyInstaller makes `base_library.zip` of the standard library.
    if source.is_relative_to(ROOT / "build") or source.resolve().is_relative_to(sys.base_prefix):
        return _python()
    package = _owner(source)
    if package is not None:
        return _qt() if package.name in _QT else _of_package(package.name)
    return _of_debian(source.resolve())


@cache
def _ourselves() -> Part:
    version = re.search(r'^version = "(.+)"', (ROOT / "pyproject.toml").read_text("utf-8"), re.MULTILINE)
    return Part("Portfel", version[1] if version else "", {"LICENSE": ROOT / "LICENSE"}, {PROGRAM})


@cache
def _bootloader() -> Part:
    part = _of_package("pyinstaller")
    part.files.add(PROGRAM)
    return part


@cache
def _python() -> Part:
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    places = (Path(sys.base_prefix, "lib", version, "LICENSE.txt"), Path("/usr/share/doc", version, "copyright"))
    text = next((path for path in places if path.exists()), None)
    if text is None:
        raise LookupError("Python")
    return Part("Python", ".".join(map(str, sys.version_info[:3])), {text.name: text, "parts.txt": TEXTS / "python/parts.txt"})


@cache
def _qt() -> Part:
    return Part("qt", distribution("PySide6_Essentials").version, {text.name: text for text in sorted((TEXTS / "qt").iterdir())})


@cache
def _owner(source: Path) -> Distribution | None:
    """The package a file of the environment belongs to."""
    home = Path(str(distribution("pyinstaller").locate_file("")))
    if not source.is_relative_to(home):
        return None
    place = source.relative_to(home)
    name = _recorded().get(place.as_posix())
    if name is None:
        name = next(iter(packages_distributions().get(place.parts[0], ())), None)
    if name is None:
        raise LookupError(str(source))
    return distribution(name)


@cache
def _recorded() -> dict[str, str]:
    return {file.as_posix(): package.name for package in distributions() for file in package.files or ()}


@cache
def _of_package(name: str) -> Part:
    package = distribution(name)
    files = package.files or ()
    texts = {where: Path(str(file.locate())) for file in files if (where := _place_of_text(file))}
    if not texts:
        raise LookupError(f"{package.name} has no licence")
    rust = [file for file in files if "sboms" in file.parts and _is_of_rust(Path(str(file.locate())))]
    for contents in rust:
        texts |= _texts_inside(package.name, Path(str(contents.locate())))
    if any(re.search(r"\.so\b", file.name) for file in files) and not rust and package.name.lower() not in _INSIDE:
        raise LookupError(f"nobody has said what is in {package.name}")
    return Part(package.name, package.version, texts | _INSIDE.get(package.name.lower(), {}))


def _place_of_text(file: PackagePath) -> str:
    where = file.parts
    if "licenses" in where:
        return "/".join(where[where.index("licenses") + 1 :])
    if re.match(r"licen[sc]e|copying|notice|authors", file.name, re.IGNORECASE) and file.suffix != ".py":
        return file.name if where[0].endswith(".dist-info") else "-".join(where[1:])
    return ""


def _is_of_rust(contents: Path) -> bool:
    return any(part.get("purl", "").startswith("pkg:cargo") for part in json.loads(contents.read_text("utf-8")).get("components", ()))


def _texts_inside(package: str, contents: Path) -> dict[str, Path]:
    """The text of every licence that a list of contents (CycloneDX) names, and the list as lines to read."""
    lines, names = [f"{_RUST}, its developers: MIT OR Apache-2.0"], {"MIT", "Apache-2.0"}
    for part in json.loads(contents.read_text("utf-8"))["components"]:
        if part.get("scope") == "excluded":  # it helped to build, and is not there
            continue
        said = _KNOWN.get(part["name"]) or " AND ".join(map(_expression, part.get("licenses", ())))
        names |= _chosen(said, f"{package}: {part['name']}")
        lines.append(f"{part['name']} {part['version']}, {part.get('author') or 'its developers'}: {said}")
    folder = PARTS / "contents" / package
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "parts.txt").write_text("".join(f"{line}\n" for line in sorted(lines)), "utf-8")
    return {"parts.txt": folder / "parts.txt", **{f"parts/{name}.txt": TEXTS / f"texts/{name}.txt" for name in sorted(names)}}


def _expression(licence: Mapping[str, object]) -> str:
    inner = licence.get("license")
    return str(licence.get("expression") or (inner.get("id") or inner.get("name") if isinstance(inner, dict) else ""))


def _chosen(expression: str, part: str) -> set[str]:
    """Of each choice that an expression (SPDX) leaves, the first whose text we have."""
    found = set[str]()
    for choice in expression.replace("(", "").replace(")", "").split(" AND "):
        offers = [set(offer.split(" WITH ")) for offer in choice.split(" OR ")]
        known = next((offer for offer in offers if all((TEXTS / f"texts/{name}.txt").exists() for name in offer)), None)
        if known is None:
            raise LookupError(f"{part} is under “{expression}”, of which there is no text in licences/texts")
        found |= known
    return found


@cache
def _of_debian(library: Path) -> Part:
    name = debian_package(library)
    version = subprocess.run(["dpkg-query", "-W", "-f", "${Version}", name], capture_output=True, text=True, check=True).stdout
    return Part(name, version, {"copyright": Path("/usr/share/doc", name, "copyright")})


def debian_package(path: Path) -> str:
    """The name of the Debian package that a file of the system comes from. Raises LookupError where there is none."""
    for place in (path, Path("/", *path.parts[2:])):
        said = subprocess.run(["dpkg-query", "-S", str(place)], capture_output=True, text=True, check=False).stdout
        if said:
            return said.split(":")[0]
    raise LookupError(str(path))
