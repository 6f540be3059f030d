"""The guard forbids what it says, to every thread, child and later image of the process."""

import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

SOURCE = Path(__file__).parent.parent


def run(program: str, *, hardened: bool = True) -> list[str]:
    """The lines an own process prints, after the guard if `hardened`."""
    opening = "from desktop import guard\n" + ("guard.harden()\n" if hardened else "")
    command = [sys.executable, "-c", opening + textwrap.dedent(program)]
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=30, cwd=SOURCE).stdout.splitlines()


TRY_SOCKETS = """
    import errno, socket
    def attempt():
        for family in (socket.AF_INET, socket.AF_INET6, socket.AF_PACKET, socket.AF_NETLINK):
            for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM, socket.SOCK_RAW):
                try:
                    socket.socket(family, kind).close()
                    print("open")
                except OSError as error:
                    print(errno.errorcode[error.errno])
"""


def test_no_network_socket_can_be_made():
    assert run(TRY_SOCKETS + "    attempt()") == ["EACCES"] * 12


def test_without_the_guard_a_network_socket_can_be_made():
    assert "open" in run(TRY_SOCKETS + "    attempt()", hardened=False)


def test_no_thread_can_make_a_network_socket():
    threaded = TRY_SOCKETS + "    import threading; thread = threading.Thread(target=attempt); thread.start(); thread.join()"

    assert run(threaded) == ["EACCES"] * 12


def test_no_child_can_make_a_network_socket():
    child = "import socket; socket.socket(socket.AF_INET)"

    answer = run(f"""
        import subprocess, sys
        print(subprocess.run([sys.executable, "-c", {child!r}], capture_output=True, text=True).stderr.splitlines()[-1])
    """)

    assert answer == ["PermissionError: [Errno 13] Permission denied"]


def test_io_uring_is_refused():
    assert run("""
        import ctypes, errno
        c = ctypes.CDLL(None, use_errno=True)
        print(c.syscall(425, 8, ctypes.create_string_buffer(120)), errno.errorcode[ctypes.get_errno()])
    """) == ["-1 EPERM"]


def test_local_sockets_stay():
    assert run("""
        import socket
        one, other = socket.socketpair(socket.AF_UNIX)
        one.send(b"still here")
        print(other.recv(20).decode())
    """) == ["still here"]


def test_nothing_is_dumped_traced_or_readable_by_others():
    core, umask, privileges, dumpable = run("""
        import ctypes, os, resource
        print(resource.getrlimit(resource.RLIMIT_CORE))
        print(oct(os.umask(0)))
        print([line for line in open("/proc/self/status") if line.startswith("NoNewPrivs")][0].split()[1])
        print(ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))
    """)

    assert (core, umask, privileges, dumpable) == ("(0, 0)", "0o77", "1", "0")


def test_filters_do_not_pile_up_when_the_process_is_replaced():
    again = """
import os, sys
from desktop import guard
guard.harden()
guard.harden()
print([line for line in open("/proc/self/status") if line.startswith("Seccomp_filters")][0].split()[1], flush=True)
rounds = int(sys.argv[1])
if rounds:
    os.execv(sys.executable, [sys.executable, "-c", os.environ["AGAIN"], str(rounds - 1)])
print(all(measure.on for measure in guard.measures()))
"""
    answer = run(f"""
        import os, sys
        os.environ["AGAIN"] = {again!r}
        os.execv(sys.executable, [sys.executable, "-c", os.environ["AGAIN"], "3"])
    """)

    assert len(set(answer[:4])) == 1
    assert answer[4] == "True"


def test_measures_tell_what_holds():
    on = run("print({measure.id: measure.on for measure in guard.measures()})")
    off = run("print(*[measure.on for measure in guard.measures() if measure.id in {'network', 'core-dump', 'trace'}])", hardened=False)

    assert on == ["{'network': True, 'core-dump': True, 'trace': True, 'no-new-privileges': True}"]
    assert off == ["False False False"]


def test_a_computer_without_the_filter_is_told_of():
    assert run(
        """
        guard._refuse_network = lambda: None
        guard.harden()
        print({measure.id: measure.on for measure in guard.measures()}["network"])
    """,
        hardened=False,
    ) == ["False"]


def test_input_methods_learn_nothing():
    assert run("import os; print(os.environ['QT_IM_MODULE'], os.environ['QT_IM_MODULES'])") == ["compose compose"]


@pytest.mark.parametrize(("before", "seen"), [("/usr/lib/own", ["/usr/lib/own"]), ("", [])])
def test_a_bundle_does_not_push_its_libraries_onto_others(before: str, seen: list[str]):
    assert (
        run(
            f"""
            import os, subprocess, sys
            sys.frozen = True
            os.environ |= {{"LD_LIBRARY_PATH": "/bundle", "LD_LIBRARY_PATH_ORIG": {before!r}, "_PYI_ARCHIVE_FILE": "/bundle/portfel"}}
            guard.harden()
            for line in subprocess.check_output(["env"], text=True).splitlines():
                if line.startswith(("LD_", "_PYI_")):
                    print(line.partition("=")[2])
            """,
            hardened=False,
        )
        == seen
    )
