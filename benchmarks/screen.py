"""A screen without a screen whose picture can be read, and a keyboard to type on it."""

import ctypes
import mmap
import os
import struct
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

WIDTH, HEIGHT = 1366, 768
_PIXEL = 4


class Screen:
    """The picture of an X server, and its keyboard."""

    def __init__(self, display: str, picture: Path) -> None:
        self.display = display
        with picture.open("rb") as file:
            self._memory = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        # The head of an X window dump: its size stands first, the number of its colours (twelve bytes each) in the twentieth place.
        head = struct.unpack(">25L", self._memory[:100])
        self._start = head[0] + head[19] * 12
        # Typed through XTEST: a program that types would have to be started, and its start would be measured too.
        self._x, self._test = ctypes.CDLL("libX11.so.6"), ctypes.CDLL("libXtst.so.6")
        self._x.XOpenDisplay.restype = ctypes.c_void_p
        self._connection = ctypes.c_void_p(self._x.XOpenDisplay(display.encode()))
        if not self._connection:
            raise OSError(display)
        self._letter = self._x.XKeysymToKeycode(self._connection, ctypes.c_ulong(ord("x")))

    def close(self) -> None:
        """Let go of the server."""
        self._x.XCloseDisplay(self._connection)
        self._memory.close()

    def picture(self) -> bytes:
        """What is on the screen now: four bytes a pixel, line by line."""
        return self._memory[self._start : self._start + WIDTH * HEIGHT * _PIXEL]

    def type_x(self) -> None:
        """Press a letter and let it go."""
        for is_down in (1, 0):
            self._test.XTestFakeKeyEvent(self._connection, ctypes.c_uint(self._letter), ctypes.c_int(is_down), ctypes.c_ulong(0))
        self._x.XFlush(self._connection)


def pixels(picture: bytes, places: tuple[int, ...]) -> bytes:
    """The pixels at these places, each counted from the upper left corner."""
    return b"".join(picture[place * _PIXEL : place * _PIXEL + _PIXEL] for place in places)


def changed(before: bytes, after: bytes) -> set[int]:
    """The places of the pixels that differ."""
    line = WIDTH * _PIXEL
    found: set[int] = set()
    for start in range(0, len(before), line):
        one, other = before[start : start + line], after[start : start + line]
        if one != other:
            found |= {(start + at) // _PIXEL for at in range(0, line, _PIXEL) if one[at : at + _PIXEL] != other[at : at + _PIXEL]}
    return found


@contextmanager
def screen(place: Path) -> Iterator[Screen]:
    """A screen of 1366×768, its picture kept in the folder `place`."""
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", f"{WIDTH}x{HEIGHT}x24", "-nolisten", "tcp", "-fbdir", str(place)]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL, pass_fds=(writing,)) as server:
        os.close(writing)
        try:
            with os.fdopen(reading) as told:
                shown = Screen(f":{int(told.readline())}", place / "Xvfb_screen0")
            try:
                yield shown
            finally:
                shown.close()
        finally:
            server.terminate()
