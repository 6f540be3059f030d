"""The keyboard as the X server knows it: which layout is on, and whether Caps Lock is."""

import ctypes
from dataclasses import dataclass

_CORE_KEYBOARD = 0x100
_CAPS = 2  # LockMask of X.h
_STRING = 31  # XA_STRING of Xatom.h
_LONGEST = 1024


@dataclass(frozen=True)
class KeyboardState:
    """`layout` is a code such as `ru` or `us`, empty where the server does not tell."""

    layout: str
    caps: bool


class _State(ctypes.Structure):
    """XkbStateRec of X11/extensions/XKBstr.h."""

    _fields_ = (
        ("group", ctypes.c_ubyte),
        ("locked_group", ctypes.c_ubyte),
        ("base_group", ctypes.c_ushort),
        ("latched_group", ctypes.c_ushort),
        ("mods", ctypes.c_ubyte),
        ("base_mods", ctypes.c_ubyte),
        ("latched_mods", ctypes.c_ubyte),
        ("locked_mods", ctypes.c_ubyte),
        ("rest", ctypes.c_ubyte * 8),
    )


class Keyboard:
    """A line of its own to the X server. Where there is none, nothing is known and nothing breaks."""

    def __init__(self) -> None:
        self._x, self._display = None, None
        try:
            self._x = ctypes.CDLL("libX11.so.6")
        except OSError:
            return
        self._x.XOpenDisplay.restype = ctypes.c_void_p
        self._x.XDefaultRootWindow.restype = ctypes.c_ulong
        self._x.XInternAtom.restype = ctypes.c_ulong
        display = self._x.XOpenDisplay(None)
        self._display = ctypes.c_void_p(display) if display else None

    def state(self) -> KeyboardState | None:
        """How the keyboard is set now; None where that cannot be known."""
        if self._x is None or self._display is None:
            return None
        state = _State()
        if self._x.XkbGetState(self._display, ctypes.c_uint(_CORE_KEYBOARD), ctypes.byref(state)) != 0:
            return None
        layouts = self._layouts()
        return KeyboardState(layouts[state.group] if state.group < len(layouts) else "", bool(state.locked_mods & _CAPS))

    def close(self) -> None:
        """Hang up."""
        if self._x is not None and self._display is not None:
            self._x.XCloseDisplay(self._display)
            self._display = None

    def _layouts(self) -> list[str]:
        """The layouts in order, from the property in which the server's rules stand: rules, model, layouts …"""
        if self._x is None:
            return []
        name = ctypes.c_ulong(self._x.XInternAtom(self._display, b"_XKB_RULES_NAMES", 1))
        kind, form = ctypes.c_ulong(), ctypes.c_int()
        count, left, text = ctypes.c_ulong(), ctypes.c_ulong(), ctypes.c_void_p()
        root = ctypes.c_ulong(self._x.XDefaultRootWindow(self._display))
        self._x.XGetWindowProperty(
            self._display, root, name, ctypes.c_long(0), ctypes.c_long(_LONGEST), 0, ctypes.c_ulong(_STRING),
            ctypes.byref(kind), ctypes.byref(form), ctypes.byref(count), ctypes.byref(left), ctypes.byref(text),
        )  # fmt: skip
        if not text.value:
            return []
        untrusted = ctypes.string_at(text.value, count.value)
        self._x.XFree(text)
        parts = untrusted.decode("ascii", "replace").split("\0")
        return parts[2].split(",") if len(parts) > 2 else []
