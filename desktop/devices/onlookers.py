"""Programs that look on, or keep what they see, known by their names among those that run."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from desktop.guard import Measure

# The kernel keeps the first 15 letters of a program's name.
_KINDS: Mapping[str, frozenset[str]] = {
    "indexers": frozenset(
        {
            "baloo_file",
            "baloo_file_extr",
            "tracker-miner-f",
            "tracker-extract",
            "localsearch-3",
            "localsearch-ext",
            "recollindex",
            "zeitgeist-daemo",
        }
    ),
    "clipboard-manager": frozenset(
        {
            "klipper",
            "plasmashell",
            "copyq",
            "parcellite",
            "clipit",
            "gpaste-daemon",
            "diodon",
            "xfce4-clipman",
            "cliphist",
            "greenclip",
            "clipmenud",
            "clipcatd",
            "qlipper",
        }
    ),
    "screen-reader": frozenset({"orca", "brltty", "espeakup", "kmag", "speakup"}),
    # Where it runs, any program of this user may ask it for what stands in a window.
    "accessibility": frozenset({"at-spi-bus-laun", "at-spi2-registr"}),
    "remote-screen": frozenset(
        {
            "x11vnc",
            "Xvnc",
            "Xtigervnc",
            "x0vncserver",
            "x0tigervncserve",
            "vino-server",
            "gnome-remote-de",
            "krfb",
            "krdpserver",
            "wayvnc",
            "xrdp",
            "xrdp-chansrv",
            "anydesk",
            "teamviewerd",
            "TeamViewer",
            "rustdesk",
            "nxserver.bin",
            "obs",
            "simplescreenrec",
            "kazam",
            "vokoscreenNG",
            "wf-recorder",
            "gpu-screen-reco",
            "recordmydesktop",
            "peek",
        }
    ),
}


def measures(root: Path) -> Iterator[Measure]:
    """For each kind of onlooker: on where none runs, else off with the names of those that do."""
    # Braille terminals run for the whole computer, so programs of the administrator count, too.
    running = frozenset(_running(root))
    for kind, unwanted in _KINDS.items():
        found = tuple(sorted(unwanted & running))
        yield Measure(kind, on=not found, facts=found)


def _running(root: Path) -> Iterator[str]:
    for name in root.glob("proc/[0-9]*/comm"):
        try:
            yield name.read_text("utf-8", "replace").strip()
        except OSError:
            continue  # it has just ended
