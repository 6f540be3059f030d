"""A whole session of the finished program, watched from outside: it asks the kernel for no network, and speaks to local sockets alone."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.devices import print_service
from tests.e2e.screen import COMMAND, ROOT, Program, missing_programs, screen, until

PASSPHRASE = "kanarienvogel im bergwerk"
WRITTEN = "writtencanaryqx"
# The guard tries whether its filter holds; nothing else may ask.
ASKED_BY_THE_GUARD = re.compile(r"socket\(AF_(INET6?|NETLINK|PACKET), SOCK_DGRAM.*= -1 EACCES")

pytestmark = [
    pytest.mark.skipif("PORTFEL_BUNDLE" not in os.environ, reason="there is no bundle to try: make bundle-test"),
    pytest.mark.skipif(bool(missing_programs()), reason=f"not installed: {', '.join(missing_programs())}"),
    pytest.mark.skipif(bool(print_service.missing()), reason=print_service.missing()),
    pytest.mark.skipif(not shutil.which("strace"), reason="not installed: strace"),
]


def run(watch: list[str], *arguments: object, given: str = "") -> str:
    command = [*watch, *COMMAND, *map(str, arguments)]
    done = subprocess.run(command, input=f"{PASSPHRASE}\n{given}".encode(), capture_output=True, cwd=ROOT, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode()


def test_from_the_first_start_to_the_restored_backup_no_network_is_used(tmp_path: Path):
    vault, stick, paper, trace = tmp_path / "vault", tmp_path / "stick", tmp_path / "paper", tmp_path / "trace"
    stick.mkdir()
    paper.write_text(WRITTEN)
    watch = ["strace", "-f", "-qq", "-A", "-e", "trace=socket,connect,sendto,sendmsg,io_uring_setup", "-o", str(trace)]

    run(watch, "demo", "--vault", vault, "--cases", "2", "--unlock-seconds", "0.05")
    number = run(watch, "cases", "--vault", vault).split()[0]
    run(watch, "attach", "--vault", vault, "--case", number, paper)
    run(watch, "search", "--vault", vault, "-", given="приказ\n")
    run(watch, "backup", "--vault", vault, "--to", stick)
    (backup,) = stick.glob("*.backup")
    run(watch, "restore", backup, "--vault", tmp_path / "again")
    with print_service.running() as service, screen(tmp_path) as env:
        env |= {"CUPS_SERVER": str(service.socket)}
        process = subprocess.Popen([*watch, *COMMAND, "--vault", str(vault), "--lang", "en"], env=env, cwd=ROOT)
        program = Program(process, env)
        try:
            _session(program, service)
        finally:
            subprocess.run(["pkill", "-KILL", "-P", str(process.pid)], check=False)
            process.wait()

    told = trace.read_text("utf-8", "replace")
    asked = re.findall(r"socket\(AF_(?!UNIX|LOCAL).*", told)
    refused = [line for line in asked if ASKED_BY_THE_GUARD.match(line)]
    assert asked == refused, [line for line in asked if line not in refused]
    assert len(refused) >= 4  # it was watched indeed
    assert re.findall(r"connect\(.*?sa_family=AF_(?!UNIX)\w+.*", told) == []
    assert "connect(" in told
    print(f"{len(asked)} questions of the guard, each refused; {told.count('connect(')} connections, all to local sockets")


def _session(program: Program, service: print_service.PrintService) -> None:
    program.see("Portfel – locked")
    program.unlock(PASSPHRASE)
    program.press("ctrl+Next", "Return")
    program.press("alt+4", "n")
    program.type(WRITTEN)
    program.press("ctrl+p")
    program.press("Tab", "Tab", "Tab", "Tab", "space")
    until(lambda: len(service.page_log()) > 0, "the page to be printed")
    program.press("Escape", "ctrl+k")
    program.type("writ")
    program.press("Escape", "F12")
    program.see("Portfel – locked")
    program.unlock(PASSPHRASE)
