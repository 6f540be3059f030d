"""The guard forbids what it says, to every thread, child and later image of the process."""

import platform
import shutil
import signal
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


# The kernel reads half a register of what the filter compares as a whole.
HALF_A_REGISTER = """
    import ctypes, errno
    c = ctypes.CDLL(None, use_errno=True)
    answer = c.socket(ctypes.c_uint64(2 | 1 << 32), 1, 0)
    print("open" if answer >= 0 else errno.errorcode[ctypes.get_errno()])
"""

# `socket` as programs for older processors call it: number 359 by interrupt 0x80.
OLDER_CALL = """
    import ctypes, mmap
    code = bytes.fromhex("53 b867010000 bb02000000 b901000000 31d2 cd80 5b c3")
    page = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
    page.write(code)
    print("open" if ctypes.CFUNCTYPE(ctypes.c_int)(ctypes.addressof(ctypes.c_char.from_buffer(page)))() >= 0 else "refused", flush=True)
"""

# The same call under the numbers of the x32 ABI.
SHORT_POINTERS = """
    import ctypes
    print("open" if ctypes.CDLL(None).syscall(ctypes.c_long(0x40000000 | 41), 2, 1, 0) >= 0 else "refused", flush=True)
"""

on_a_pc = pytest.mark.skipif(platform.machine() != "x86_64", reason="this way around exists on x86-64 alone")


def test_a_family_hidden_in_half_a_register_is_refused():
    assert run(HALF_A_REGISTER) == ["EACCES"]
    assert run(HALF_A_REGISTER, hardened=False) == ["open"]


@on_a_pc
@pytest.mark.parametrize("way", [OLDER_CALL, SHORT_POINTERS], ids=["32 bits", "x32"])
def test_whoever_calls_by_another_abi_is_ended(way: str):
    with pytest.raises(subprocess.CalledProcessError) as ended:
        run(way)

    assert (ended.value.returncode, ended.value.stdout) == (-signal.SIGSYS, "")
    assert run(way, hardened=False) in (["open"], ["refused"])


@on_a_pc
def test_another_abi_ends_the_program_from_any_thread():
    threaded = textwrap.indent(textwrap.dedent(OLDER_CALL), "    ")

    with pytest.raises(subprocess.CalledProcessError) as ended:
        run(f"import threading\ndef attempt():\n{threaded}\nthread = threading.Thread(target=attempt); thread.start(); thread.join()")

    assert ended.value.returncode == -signal.SIGSYS


@pytest.mark.parametrize("family", [29, 30, 31, 38, 40, 45], ids=["CAN", "TIPC", "Bluetooth", "ALG", "VSOCK", "MCTP"])
def test_no_other_way_off_this_computer_is_left(family: int):
    assert run(f"""
        import errno, socket
        try:
            socket.socket({family}, socket.SOCK_SEQPACKET)
        except OSError as error:
            print(errno.errorcode[error.errno])
    """) == ["EACCES"]


def test_hibernation_is_refused_while_the_descriptor_is_open():
    told = run("""
        import os
        held = guard.refuse_hibernation()
        print("held" if held is not None and "secretmem" in os.readlink(f"/proc/self/fd/{held}") else held)
        print(os.get_inheritable(held) if held is not None else False)
    """)

    if told[0] == "None":
        pytest.skip("this kernel has no memfd_secret, so holding hibernation off was NOT tested")
    assert told == ["held", "False"]


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

    assert on == ["{'network': True, 'core-dump': True, 'trace': True, 'no-new-privileges': True, 'input-method': True}"]
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


@pytest.mark.skipif(not shutil.which("strace"), reason="not installed: strace")
def test_not_even_to_see_whether_it_is_refused_a_network_socket_is_made(tmp_path: Path):
    trace = tmp_path / "trace"
    command = [
        "strace",
        "-f",
        "-qq",
        "-e",
        "trace=socket",
        "-o",
        trace,
        sys.executable,
        "-c",
        "from desktop import guard; guard.harden(); guard.measures()",
    ]
    subprocess.run(command, check=True, cwd=SOURCE)

    asked = [line for line in trace.read_text().splitlines() if "socket(" in line]

    assert len(asked) > 4
    assert [line for line in asked if " = -1 E" not in line] == []
