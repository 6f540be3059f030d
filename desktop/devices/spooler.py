"""The print service, asked over its local socket in its own language (IPP, RFC 8011): exact where `lpstat` prints prose."""

import os
import pwd
import socket
import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum, StrEnum

_SOCKET = "/run/cups/cups.sock"

# From RFC 8011 §5.4.15, and CUPS for the two last.
_CANCEL_JOB, _GET_JOB, _RESTART_JOB = 0x0008, 0x0009, 0x000E
_GET_DEFAULT, _GET_PRINTERS = 0x4001, 0x4002

_OPERATION, _JOB, _END, _PRINTER = 0x01, 0x02, 0x03, 0x04
_BOOLEAN, _KEYWORD, _NAME, _URI, _CHARSET, _LANGUAGE = 0x22, 0x44, 0x42, 0x45, 0x47, 0x48
_LAST_GOOD_STATUS, _NO_SUCH_THING = 0x00FF, 0x0406

Values = Mapping[str, tuple[bytes, ...]]
_Attribute = tuple[int, str, bytes]


class JobState(IntEnum):
    """Where a job is (RFC 8011 §5.3.7); from `CANCELED` on it is over."""

    PENDING = 3
    HELD = 4
    PROCESSING = 5
    STOPPED = 6
    CANCELED = 7
    ABORTED = 8
    COMPLETED = 9


@dataclass(frozen=True)
class Job:
    """A job of the print service, and whether its document still lies in the spool."""

    number: int
    state: JobState
    is_kept: bool

    @property
    def is_over(self) -> bool:
        """Whether the printer has done with it, well or badly."""
        return self.state >= JobState.CANCELED


class Way(StrEnum):
    """How paper comes out at the other end."""

    CABLE = "cable"
    NETWORK = "network"
    FILE = "file"


@dataclass(frozen=True)
class Printer:
    """A print queue of this computer."""

    name: str
    title: str
    way: Way
    is_default: bool
    prints_both_sides: bool


class ServiceSilent(Exception):
    """The print service is not there, or refuses to answer (then with its `status`). It never leaves `devices`."""

    def __init__(self, status: int = 0) -> None:
        super().__init__(status)
        self.status = status


def printers() -> tuple[Printer, ...]:
    """The queues of this computer, the default one first; empty where there is no print service."""
    try:
        found = [values for group, values in _ask(_GET_PRINTERS, ()) if group == _PRINTER]
    except ServiceSilent:
        return ()
    default = _default()
    queues = [_printer(values, default) for values in found if "printer-name" in values]
    return tuple(sorted(queues, key=lambda printer: (not printer.is_default, printer.name)))


def job(number: int) -> Job | None:
    """The job, or None where the service does not know it, or not any more. Raises `ServiceSilent`."""
    try:
        groups = _ask(_GET_JOB, (_job_address(number), _user()))
    except ServiceSilent as silence:
        if silence.status == _NO_SUCH_THING:
            return None
        raise
    for group, values in groups:
        if group == _JOB and "job-state" in values:
            state = JobState(struct.unpack(">i", values["job-state"][0])[0])
            # CUPS says whether it kept the file; where it does not say, it may have.
            return Job(number, state, values.get("job-preserved", (b"\1",))[0] != b"\0")
    raise ServiceSilent


def forget(number: int) -> bool:
    """Take a job with its document out of the spool; false where the service did not let us.

    CUPS lets an ordinary user purge only what is not over. So a job that is over is first restarted *held*, in one request:
    it cannot print again. Both are things the owner of a job may do under the policy CUPS comes with.
    """
    try:
        found = job(number)
        if found is None:
            return True
        if found.is_over:
            _ask(_RESTART_JOB, (_job_address(number), _user()), ((_KEYWORD, "job-hold-until", b"indefinite"),))
        _ask(_CANCEL_JOB, (_job_address(number), _user(), (_BOOLEAN, "purge-job", b"\1")))
    except ServiceSilent:
        pass  # what matters is what lies there now
    return not is_kept(number)


def is_kept(number: int) -> bool:
    """Whether the document of a job lies in the spool, or may."""
    try:
        found = job(number)
    except ServiceSilent:
        return True
    return found is not None and found.is_kept


def _printer(values: Values, default: str) -> Printer:
    name = _text(values, "printer-name")
    return Printer(
        name=name,
        title=_text(values, "printer-info") or name,
        way=way_of(_text(values, "device-uri")),
        is_default=name == default,
        prints_both_sides=any(side != b"one-sided" for side in values.get("sides-supported", ())),
    )


def way_of(address: str) -> Way:
    """How a queue with this device address (`usb://…`, `ipp://…`) prints. What is unknown counts as a network."""
    scheme, _colon, rest = address.lower().partition(":")
    host = rest.lstrip("/").partition("/")[0].rpartition(":")[0] or rest.lstrip("/").partition("/")[0]
    if scheme in {"file", "cups-pdf", "cups-brf"}:
        return Way.FILE
    # The daemon ipp-usb shows a printer on a cable as a service of this computer.
    if scheme in {"usb", "parallel", "serial"} or scheme.endswith("+usb") or host in {"localhost", "127.0.0.1", "[::1]"}:
        return Way.CABLE
    return Way.CABLE if rest.startswith(("/usb", "/par")) else Way.NETWORK


def _default() -> str:
    try:
        return next((_text(values, "printer-name") for group, values in _ask(_GET_DEFAULT, ()) if group == _PRINTER), "")
    except ServiceSilent:
        return ""


def _job_address(number: int) -> _Attribute:
    return (_URI, "job-uri", b"ipp://localhost/jobs/%d" % number)


def _user() -> _Attribute:
    # The name `lp` gives, too; `USER` could be anybody's.
    try:
        name = pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        name = "unknown"
    return (_NAME, "requesting-user-name", name.encode())


def _text(values: Values, name: str) -> str:
    return values.get(name, (b"",))[0].decode("utf-8", "replace")


def _ask(operation: int, about: tuple[_Attribute, ...], job_wishes: tuple[_Attribute, ...] = ()) -> list[tuple[int, Values]]:
    opening = ((_CHARSET, "attributes-charset", b"utf-8"), (_LANGUAGE, "attributes-natural-language", b"en"))
    request = struct.pack(">BBHIB", 2, 0, operation, 1, _OPERATION) + b"".join(map(_written, opening + about))
    if job_wishes:
        request += bytes([_JOB]) + b"".join(map(_written, job_wishes))
    answer = _exchange(request + bytes([_END]))
    status = struct.unpack_from(">H", answer, 2)[0] if len(answer) >= 8 else 0
    if not answer or status > _LAST_GOOD_STATUS:
        raise ServiceSilent(status)
    return list(_groups(answer))


def _written(attribute: _Attribute) -> bytes:
    kind, name, value = attribute
    return struct.pack(">BH", kind, len(name)) + name.encode() + struct.pack(">H", len(value)) + value


def _exchange(request: bytes) -> bytes:
    # CUPS_SERVER may name a host, too; the guard would refuse it, and a print service elsewhere is none of ours.
    named = os.environ.get("CUPS_SERVER", "")
    head = f"POST / HTTP/1.0\r\nHost: localhost\r\nContent-Type: application/ipp\r\nContent-Length: {len(request)}\r\n\r\n"
    try:
        with socket.socket(socket.AF_UNIX) as line:
            line.settimeout(10)
            line.connect(named if named.startswith("/") else _SOCKET)
            line.sendall(head.encode() + request)
            with line.makefile("rb") as answer:
                # After a refusal CUPS keeps the line open for a password, so nothing more is waited for.
                if b" 200 " not in answer.readline():
                    raise ServiceSilent
                while answer.readline() not in {b"\r\n", b""}:
                    pass
                return answer.read()
    except OSError as error:
        raise ServiceSilent from error


def _groups(answer: bytes) -> Iterator[tuple[int, Values]]:
    group, values, name, at = 0, dict[str, tuple[bytes, ...]](), "", 8
    while at < len(answer):
        kind = answer[at]
        at += 1
        if kind < 0x10:  # a new group, or the end
            if group:
                yield group, values
            group, values = kind, {}
            continue
        named, at = _piece(answer, at)
        value, at = _piece(answer, at)
        name = named.decode("utf-8", "replace") or name  # a further value of the same name has none
        values[name] = (*values.get(name, ()), value)


def _piece(answer: bytes, at: int) -> tuple[bytes, int]:
    if at + 2 > len(answer):
        raise ServiceSilent
    (length,) = struct.unpack_from(">H", answer, at)
    return answer[at + 2 : at + 2 + length], at + 2 + length
