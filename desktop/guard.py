"""What the process forbids itself before anything else is imported: core dumps, being traced, the network."""

import ctypes
import errno
import os
import resource
import sys
from dataclasses import dataclass

_PR_GET_DUMPABLE, _PR_SET_DUMPABLE = 3, 4
_PR_SET_NO_NEW_PRIVS, _PR_GET_NO_NEW_PRIVS = 38, 39
# The same numbers on every architecture of Debian 12.
_IO_URING_SETUP, _MEMFD_SECRET = 425, 447

# From sys/socket.h; importing `socket` would cost 9 ms of every start. Only sockets of this computer itself are let through:
# besides networks there are Bluetooth, the host of a virtual machine, and what later kernels will add.
_AF_UNIX, _NO_FAMILY, _SOCK_DGRAM = 1, 255, 2
# Those that are tried: AF_INET, AF_INET6, AF_NETLINK, AF_PACKET, and AF_INET as the kernel reads it, in the lower half of a register.
_FORBIDDEN_FAMILIES = (2, 10, 16, 17, 2 | 1 << 32)

# From seccomp.h.
_ALLOW, _KILL_PROCESS, _ERRNO = 0x7FFF0000, 0x80000000, 0x00050000
_NOT_EQUAL = 1
_ON_OTHER_ABI, _ALL_THREADS = 2, 4

# From linux/landlock.h: the calls, and every right over files that the first edition of it knows.
_LANDLOCK_CREATE_RULESET, _LANDLOCK_RESTRICT_SELF = 444, 446
_EVERY_RIGHT = (1 << 13) - 1
_STANDARD_DESCRIPTORS = 3

_QUIET_INPUT = "compose"

_c = ctypes.CDLL(None, use_errno=True)


@dataclass(frozen=True)
class Measure:
    """One protection: `on` is true where it holds, false where it does not, None where this user cannot know."""

    id: str
    on: bool | None
    facts: tuple[str, ...] = ()


class _Comparison(ctypes.Structure):
    _fields_ = (("argument", ctypes.c_uint), ("operator", ctypes.c_int), ("value", ctypes.c_uint64), ("unused", ctypes.c_uint64))


def harden() -> None:
    """Switch on everything the kernel offers; what it lacks is left out, and `measures` tells.

    To be called before anything else is imported, so that every thread and every child inherits it. Calling it again,
    or in a process image that replaced a hardened one, changes nothing.
    """
    os.umask(0o077)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _c.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
    _c.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    # Filters stack and survive execve: the 1,058th could not be loaded any more, and a day has many locks.
    # Asked for a family that does not exist, so that not even the question makes a socket.
    if _answer_to_socket(_NO_FAMILY) != errno.EACCES or not _is_io_uring_refused():
        _refuse_network()
    if getattr(sys, "frozen", False):
        _hide_bundle_from_children()
    # Input methods learn what is typed. This one only composes accents. The second name is the one newer Qt reads first.
    os.environ["QT_IM_MODULE"] = os.environ["QT_IM_MODULES"] = _QUIET_INPUT


def shut_in(memory: int, seconds: int) -> None:
    """Leave this process its three standard descriptors and nothing else: for a child that reads what a stranger made.

    From now on it opens no file, makes none, removes none, starts no process and no thread, takes no more than `memory` bytes, and
    ends after `seconds` of work. What it needs must have been imported before.
    """
    for limit, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NPROC, 0),
        # No descriptor can be had any more: nothing is opened, with Landlock or without.
        (resource.RLIMIT_NOFILE, _STANDARD_DESCRIPTORS),
    ):
        _, hard = resource.getrlimit(limit)
        least = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(limit, (least, least))
    _refuse_paths()


def _refuse_paths() -> None:
    """A set of rules that allows nothing: removing and renaming need no descriptor, so the limits do not hold them (landlock(7))."""
    # Made on the descriptor of standard error: none other is free.
    os.close(2)
    rights = ctypes.c_uint64(_EVERY_RIGHT)
    rules = int(_c.syscall(ctypes.c_long(_LANDLOCK_CREATE_RULESET), ctypes.byref(rights), ctypes.c_size_t(8), ctypes.c_uint(0)))
    if rules != -1:
        _c.syscall(ctypes.c_long(_LANDLOCK_RESTRICT_SELF), ctypes.c_int(rules), ctypes.c_uint(0))


def refuse_hibernation() -> int | None:
    """A descriptor; while it is open the kernel writes the memory of this computer to no disk to sleep. None where it cannot promise that.

    Behind it stands memory that not even the kernel can read, so it refuses to hibernate as long as there is any
    (memfd_secret(2); Linux from 5.14, before 6.5 only with `secretmem.enable=1` at its start).
    """
    descriptor = int(_c.syscall(ctypes.c_long(_MEMFD_SECRET), ctypes.c_uint(os.O_CLOEXEC)))
    return None if descriptor == -1 else descriptor


def measures() -> tuple[Measure, ...]:
    """What is on in this process now, as the kernel answers, not as we remember it."""
    return (
        Measure("network", is_network_refused()),
        Measure("core-dump", resource.getrlimit(resource.RLIMIT_CORE)[0] == 0 and not _c.prctl(_PR_GET_DUMPABLE, 0, 0, 0, 0)),
        Measure("trace", _c.prctl(_PR_GET_DUMPABLE, 0, 0, 0, 0) == 0),
        Measure("no-new-privileges", _c.prctl(_PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) == 1),
        Measure("input-method", os.environ.get("QT_IM_MODULE") == _QUIET_INPUT == os.environ.get("QT_IM_MODULES")),
    )


def is_network_refused() -> bool:
    """Whether the system refuses this process every socket of a network; tried, not remembered."""
    # A kernel without a family, or without the right to use it, says so in another way than our filter does.
    return all(_answer_to_socket(family) == errno.EACCES for family in _FORBIDDEN_FAMILIES) and _is_io_uring_refused()


def _hide_bundle_from_children() -> None:
    # A bundle points to its own libraries, which `cp` or `lp` must not load, and keeps what stood there under another name.
    # Our own children, and the image that replaces this one at a lock, are bundles again and find everything for themselves.
    for name in [name for name in os.environ if name.startswith("_PYI_")]:
        del os.environ[name]
    os.environ.pop("LD_LIBRARY_PATH", None)
    if before := os.environ.pop("LD_LIBRARY_PATH_ORIG", ""):
        os.environ["LD_LIBRARY_PATH"] = before


def _answer_to_socket(family: int) -> int:
    descriptor = _c.socket(ctypes.c_uint64(family), _SOCK_DGRAM, 0)
    if descriptor == -1:
        return ctypes.get_errno()
    os.close(descriptor)
    return 0


def _is_io_uring_refused() -> bool:
    # Without entries and without a place for the answer, an open door says "bad address" or "bad value".
    refused = _c.syscall(ctypes.c_long(_IO_URING_SETUP), ctypes.c_uint(0), None) == -1
    return refused and ctypes.get_errno() in (errno.EPERM, errno.ENOSYS)


def _refuse_network() -> None:
    # libseccomp is called directly: importing pyseccomp looks for it with two child processes, 45 ms of every start.
    try:
        seccomp = ctypes.CDLL("libseccomp.so.2")
    except OSError:
        return
    seccomp.seccomp_init.restype = ctypes.c_void_p
    rules = ctypes.c_void_p(seccomp.seccomp_init(ctypes.c_uint32(_ALLOW)))
    if not rules:
        return
    try:
        seccomp.seccomp_attr_set(rules, ctypes.c_int(_ALL_THREADS), ctypes.c_uint32(1))
        # A processor understands older calls, too, under other numbers. Whoever uses them here wants around the filter.
        seccomp.seccomp_attr_set(rules, ctypes.c_int(_ON_OTHER_ABI), ctypes.c_uint32(_KILL_PROCESS))
        # The filter compares whole registers, the kernel reads half: "not this one" leaves no number that means a network.
        for call in (b"socket", b"socketpair"):
            _add_rule(seccomp, rules, call, errno.EACCES, _Comparison(0, _NOT_EQUAL, _AF_UNIX, 0))
        _add_rule(seccomp, rules, b"io_uring_setup", errno.EPERM)
        seccomp.seccomp_load(rules)
    finally:
        seccomp.seccomp_release(rules)


def _add_rule(seccomp: ctypes.CDLL, rules: ctypes.c_void_p, name: bytes, refusal: int, *comparisons: _Comparison) -> None:
    action, syscall = ctypes.c_uint32(_ERRNO | refusal), ctypes.c_int(seccomp.seccomp_syscall_resolve_name(name))
    array = (_Comparison * len(comparisons))(*comparisons)
    seccomp.seccomp_rule_add_array(rules, action, syscall, ctypes.c_uint(len(comparisons)), array)
