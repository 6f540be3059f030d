"""R1 and C39: after a day's work in the real window the whole disk holds none of its words, and no call went to a network."""

import re
from collections import Counter
from pathlib import Path

import pytest

from desktop.documents import quiet_reportlab  # noqa: F401 - before anything of ReportLab

from reportlab.pdfgen.canvas import Canvas  # isort: skip
from tests.torture import canaries, sealed
from tests.torture.counts import LONG, seeded, tell

DAY = ("first", "killed", "broken", "restored") if LONG else ("short",)
ENDS = {"short": "locked", "first": "locked", "killed": -9, "broken": -11, "restored": 0}

sealable = pytest.mark.skipif(bool(sealed.missing()), reason=sealed.missing() or "-")


@pytest.fixture
def disk(tmp_path: Path) -> Path:
    image = tmp_path / "disk"
    sealed.make_disk(image)
    return image


def test_the_search_finds_every_canary_however_it_is_written(tmp_path: Path):
    """Deleted blocks are no more than bytes in the image: so this is what the search must see."""
    planted, chance, image = canaries.plant(seeded("blind")), seeded("noise"), tmp_path / "image"
    with image.open("wb") as file:
        for word in planted.values():
            for pattern in canaries.written(word).values():
                file.seek(chance.randrange(64 << 20))
                file.write(pattern)

    found = canaries.found(image, planted)

    ways = {f"{name} ({way})" for name, word in planted.items() for way in canaries.written(word)}
    assert len(planted) >= 40
    assert len(canaries.written("x")) >= 9
    # A place that was written over by chance may be lost; a way of writing may not.
    assert len(ways - set(found)) <= 3


def test_the_search_looks_into_packed_pdfs(tmp_path: Path):
    pdf = Canvas(str(tmp_path / "letter.pdf"), pageCompression=1)
    pdf.drawString(72, 700, "qcanaryinapdf")
    pdf.save()
    packed = (tmp_path / "letter.pdf").read_bytes()
    assert b"qcanaryinapdf" not in packed

    (tmp_path / "image").write_bytes(b"x" * 5000 + packed + b"y" * 5000)

    assert canaries.found(tmp_path / "image", {"letter": "qcanaryinapdf"}) == ["letter (in a PDF)"]


@sealable
def test_a_day_leaves_no_trace_on_the_disk_and_calls_no_network(disk: Path):
    planted = canaries.plant(seeded("day"))

    told = sealed.spend_a_day(disk, planted, DAY, watch=not LONG)

    _the_day_went_well(told)
    planted |= {f"words {place}": " ".join(words.split()[place : place + 3]) for words in told[DAY[0]]["words"] for place in range(22)}
    assert canaries.found(disk, planted) == []
    seen = "\n".join(line for scene in DAY for line in told[scene]["seen"])
    assert [name for name, word in planted.items() if word in seen] == []
    if not LONG:
        _only_local(told["calls"])
    tell(f"R1: a day of {len(DAY)} scenes, {len(planted)} canaries in {len(canaries.written('x')) + 1} ways: 0 hits in the raw disk,"
         f" 0 in titles and arguments; files left: {len(told['files'])}")  # fmt: skip


def _the_day_went_well(told: dict) -> None:
    assert {scene: told[scene]["ended"] for scene in DAY} == {scene: ENDS[scene] for scene in DAY}, told
    if "first" in DAY:
        assert [line.split()[-1] for line in told["printed"]["pages"]] == ["Document"]
        assert told["printed"]["spooled"] == []
    ours = re.compile(r"home/her/(files|again|stick)/|home/her/\.config/portfel/preferences\.json$|home/her/\.local/state/portfel/|"
                      r"home/her/\.cache/fontconfig/")  # fmt: skip
    assert [file for file in told["files"] if not ours.match(file)] == []


@pytest.mark.skipif(not LONG, reason="takes half a minute: only in make torture")
@sealable
def test_taking_in_looking_searching_and_giving_nothing_out_leave_no_trace(disk: Path):
    planted = canaries.plant(seeded("looked"))

    told = sealed.spend_a_day(disk, planted, ["looked"])

    assert told["looked"]["ended"] == "locked", told
    assert canaries.found(disk, planted) == []
    seen = "\n".join(told["looked"]["seen"])
    assert [name for name, word in planted.items() if word in seen] == []
    tell(f"papers dragged in, looked at, searched, a table taken in, the ways out opened and left: {len(planted)} canaries in"
         f" {len(canaries.written('x')) + 1} ways, 0 hits in the raw disk; files left: {len(told['files'])}")  # fmt: skip


# --- what is seen with a measure off


@pytest.mark.skipif(not LONG, reason="the control runs take minutes: only in make torture")
@sealable
@pytest.mark.parametrize(
    ("without", "scenes", "left"),
    [
        ("settings", ["first"], "folder (utf-8)"),
        ("pipe", ["first"], "surname (in a PDF)"),
        ("guard", ["first", "broken"], "broken_draft (utf-16-le)"),
    ],
)
def test_without_a_measure_the_day_leaves_traces(disk: Path, without: str, scenes: list[str], left: str):
    planted = canaries.plant(seeded("control"))

    told = sealed.spend_a_day(disk, planted, scenes, without=[without])

    assert {scene: told[scene]["ended"] for scene in scenes} == {scene: ENDS[scene] for scene in scenes}, told
    found = canaries.found(disk, planted)
    tell(f"R1 without «{without}»: {len(found)} hits, {len({hit.partition(' ')[0] for hit in found})} of {len(planted)} canaries")
    assert found
    assert left in found


@pytest.mark.skipif(not LONG, reason="takes half a minute: only in make torture")
@sealable
def test_a_print_service_on_a_disk_in_the_clear_leaves_what_it_deleted(disk: Path):
    """What no program can mend: *This computer* and the line above the print button say so before the printing."""
    planted = canaries.plant(seeded("spool"))

    told = sealed.spend_a_day(disk, planted, ["first"], spool_on_disk=True)

    found = canaries.found(disk, planted)
    tell(f"R1 with the spool on the disk: queue empty, {len(found)} hits in freed blocks")
    assert told["printed"]["spooled"] == []
    assert found == [] or all("PDF" in hit for hit in found)


# --- system calls


@pytest.mark.skipif(not LONG, reason="in the short form the day above is watched")
@sealable
def test_no_call_of_a_whole_day_goes_to_a_network(disk: Path):
    told = sealed.spend_a_day(disk, canaries.plant(seeded("day")), DAY, watch=True)

    _the_day_went_well(told)
    _only_local(told["calls"])


def _only_local(log: str) -> None:
    """Every socket that came to be is a local one, and so is whatever was connected to or bound."""
    text = re.sub(r" <unfinished \.\.\.>\n|<\.\.\. \w+ resumed>", "", log)
    made, refused = Counter[str](), Counter[str]()
    for family, answer in re.findall(r"\bsocket(?:pair)?\((\w+).*= (-?\w+)", text):
        (refused if answer == "-1" else made)[family] += 1
    addresses = Counter(re.findall(r"\b(?:connect|bind)\(\d+, \{sa_family=(\w+)", text))
    rings = re.findall(r"io_uring_setup\(.*= (\d+)$", text, re.MULTILINE)

    tell(f"C39: sockets made {dict(made)}, refused {dict(refused)}, connected or bound to {dict(addresses)}, io_uring made {len(rings)}")
    assert set(made) == {"AF_UNIX"}
    assert set(addresses) <= {"AF_UNIX"}
    assert rings == []
