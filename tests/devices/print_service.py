"""A print service of our own: stock CUPS with its own folders and socket, asked by an ordinary user."""

import grp
import os
import pickle
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

_FILES = """
ServerRoot {root}/config
StateDir {root}/state
CacheDir {root}/cache
RequestRoot {root}/spool
TempDir {root}/spool/tmp
AccessLog {root}/log/access
ErrorLog {root}/log/error
PageLog {root}/log/page
FileDevice Yes
Sandboxing relaxed
SystemGroup root
User {user}
Group {group}
LogFileGroup {group}
"""

# Job-related operations as Debian ships them: owner or administrator.
_SERVICE = """
Listen {root}/sock
Browsing No
WebInterface No
PageLogFormat %p %u %j %T %P %C %{{job-name}}
{extra}
<Location />
  Order allow,deny
  Allow all
</Location>
<Policy default>
  JobPrivateAccess default
  JobPrivateValues default
  <Limit Create-Job Print-Job Print-URI Validate-Job>
    Order deny,allow
  </Limit>
  <Limit {owners}>
    Require user @OWNER @SYSTEM
    Order deny,allow
  </Limit>
  <Limit {administrators}>
    AuthType Default
    Require user @SYSTEM
    Order deny,allow
  </Limit>
  <Limit All>
    Order deny,allow
  </Limit>
</Policy>
"""
_OWNERS = "Send-Document Hold-Job Release-Job Purge-Jobs Set-Job-Attributes Reprocess-Job Cancel-My-Jobs Close-Job Cancel-Job"

_PRINTERS = """
<DefaultPrinter Desk>
Info Beside the window
DeviceURI file://{root}/paper/desk
State Idle
Accepting Yes
ErrorPolicy abort-job
</DefaultPrinter>
<Printer Off>
DeviceURI file://{root}/paper/off
State Stopped
Accepting Yes
</Printer>
<Printer Hall>
DeviceURI socket://192.0.2.1:9100
State Stopped
Accepting Yes
</Printer>
"""

# A queue without a filter prints nothing to a file device.
_PPD = """*PPD-Adobe: "4.3"
*FormatVersion: "4.3"
*FileVersion: "1.0"
*LanguageVersion: English
*LanguageEncoding: ISOLatin1
*PCFileName: "DESK.PPD"
*Manufacturer: "Desk"
*Product: "(Desk)"
*ModelName: "Desk"
*ShortNickName: "Desk"
*NickName: "Desk"
*PSVersion: "(3010.000) 0"
*ColorDevice: False
*cupsFilter: "application/vnd.cups-pdf 0 -"
*OpenUI *PageSize/Size: PickOne
*DefaultPageSize: A4
*PageSize A4: ""
*CloseUI: *PageSize
*OpenUI *PageRegion: PickOne
*DefaultPageRegion: A4
*PageRegion A4: ""
*CloseUI: *PageRegion
*OpenUI *Duplex/Both sides: PickOne
*DefaultDuplex: None
*Duplex None: ""
*Duplex DuplexNoTumble: ""
*CloseUI: *Duplex
*DefaultImageableArea: A4
*ImageableArea A4: "0 0 595 842"
*DefaultPaperDimension: A4
*PaperDimension A4: "595 842"
"""


class PrintService:
    """A running print service: its folders, and what a searcher finds in them."""

    def __init__(self, root: Path) -> None:
        self.root = root

    @property
    def socket(self) -> Path:
        return self.root / "sock"

    def printed(self, queue: str = "desk") -> bytes:
        """What came out of a printer."""
        return (self.root / "paper" / queue).read_bytes()

    def traces_of(self, canary: bytes) -> list[str]:
        """The files of the service, paper apart, that hold `canary`."""
        places = (self.root / name for name in ("spool", "log", "cache", "state", "config"))
        files = (file for place in places for file in place.rglob("*") if file.is_file())
        return sorted(str(file.relative_to(self.root)) for file in files if canary in file.read_bytes())

    def page_log(self) -> list[str]:
        """A line for each printed page."""
        log = self.root / "log/page"
        return log.read_text().splitlines() if log.exists() else []

    def spooled(self) -> list[str]:
        """The documents in the spool."""
        return sorted(file.name for file in (self.root / "spool").glob("d*"))


def missing() -> str:
    """Why there can be no print service here; empty where there can."""
    if not shutil.which("lp") or not Path("/usr/sbin/cupsd").exists():
        return "CUPS is not installed, so printing was NOT tested"
    if not Path("/usr/lib/cups/filter/pdftopdf").exists():
        return "cups-filters is not installed, so printing was NOT tested"
    return ""


@contextmanager
def running(extra: str = "", *, owners_may_restart: bool = True) -> Iterator[PrintService]:
    """A print service with lines of configuration added; stock CUPS lets the owner of a job restart it."""
    root = Path(tempfile.mkdtemp(prefix="cups-"))
    try:
        _furnish(root, extra, owners_may_restart)
        command = ["/usr/sbin/cupsd", "-f", "-c", str(root / "config/cupsd.conf"), "-s", str(root / "config/cups-files.conf")]
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
            try:
                _await(root / "sock", process)
                yield PrintService(root)
            finally:
                process.terminate()
    finally:
        shutil.rmtree(root)


def as_ordinary_user(act: Callable[[], Any]) -> Any:
    """Do `act` in a child that has no rights of an administrator; its answer or its error comes back."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        if os.geteuid() == 0:
            os.setgroups([])
            os.setgid(65534)
            os.setuid(65534)
        try:
            answer: Any = act()
        except BaseException as error:
            answer = error
        with os.fdopen(writing, "wb") as pipe:
            pickle.dump(answer, pipe)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        answer = pickle.loads(pipe.read())
    os.waitpid(child, 0)
    if isinstance(answer, BaseException):
        raise answer
    return answer


def _furnish(root: Path, extra: str, owners_may_restart: bool) -> None:
    root.chmod(0o755)
    for name in ("config/ppd", "state", "cache", "spool/tmp", "log", "paper"):
        (root / name).mkdir(parents=True)
        (root / name).chmod(0o755)
    rooted = os.geteuid() == 0
    user, group = ("lp", "lp") if rooted else (pwd.getpwuid(os.getuid()).pw_name, grp.getgrgid(os.getgid()).gr_name)
    owners, administrators = f"{_OWNERS} Restart-Job", "CUPS-Add-Modify-Printer"
    if not owners_may_restart:
        owners, administrators = _OWNERS, "CUPS-Add-Modify-Printer Restart-Job"
    (root / "config/cups-files.conf").write_text(_FILES.format(root=root, user=user, group=group))
    (root / "config/cupsd.conf").write_text(_SERVICE.format(root=root, extra=extra, owners=owners, administrators=administrators))
    (root / "config/printers.conf").write_text(_PRINTERS.format(root=root))
    (root / "config/ppd/Desk.ppd").write_text(_PPD)
    for queue in ("desk", "off"):
        (root / "paper" / queue).touch(0o666)
    if rooted:
        for path in (root, *root.rglob("*")):
            shutil.chown(path, "root" if "config" in path.parts else "lp", "lp")
        root.chmod(0o755)


def _await(place: Path, process: "subprocess.Popen[bytes]") -> None:
    for _turn in range(500):
        with socket.socket(socket.AF_UNIX) as line:
            # On a busy machine the socket is there a while before anybody listens at it.
            if place.exists() and line.connect_ex(str(place)) == 0:
                return
        if process.poll() is not None:
            break
        time.sleep(0.02)
    raise RuntimeError("the print service did not start")
