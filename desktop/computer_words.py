"""From what this computer and the program itself are like to the sentences a user reads: measures, and the trial of itself."""

from collections.abc import Mapping, Sequence

from desktop.i18n import N_, _

# The tables hold the sentences unspoken: the language is chosen later.

# --- what the program finds of itself

_SELF_TEST: Mapping[str, str] = {
    "guard": N_("The guard is on: no network, no picture of the memory, no other program looks in."),
    "library": N_("The database library encrypts."),
    "vault": N_("A vault was made, closed, and opened with its passphrase; a wrong one was refused."),
    "clear": N_("None of what was written stands in any file in the clear."),
    "letter": N_("A letter was written, checked and made into a page with its own typeface."),
    "paper": N_("A paper was put in and came out the same."),
    "search": N_("The search finds it."),
    "check": N_("Every byte of the vault was read and is whole."),
    "backup": N_("A backup was made, read back and opened."),
    "restored": N_("The backup was restored, and what was in the vault is there again."),
    "window": N_("No part of the program that could use a network is here."),
}


def self_test_sentence(id: str) -> str:
    """What was tried."""
    return _(_SELF_TEST[id])


# --- what this computer can leak

_MEASURES: Mapping[str, tuple[str, str, str, str]] = {
    # id: where it holds · where it does not · where an ordinary user cannot know · how to mend it
    "network": (
        N_("The system refuses this program every connection to a network."),
        N_("The system does not stop this program from opening a connection (it still never does)."),
        N_("Whether the system refuses connections could not be found out."),
        N_("Install libseccomp2 (sudo apt install libseccomp2), and take the cable and the wireless card out."),
    ),
    "core-dump": (
        N_("After a crash no picture of the memory is written to the disk."),
        N_("After a crash the system may write the memory of the program to the disk."),
        N_("Whether the memory is written to the disk after a crash could not be found out."),
        N_("Switch off crash reports of the system: sudo systemctl disable --now apport, and ulimit -c 0."),
    ),
    "trace": (
        N_("Other programs of this user cannot read the memory of the program."),
        N_("Other programs of this user can read the memory of the program."),
        N_("Whether other programs can read the memory could not be found out."),
        N_("Start the program under a system that allows PR_SET_DUMPABLE, outside of a debugger."),
    ),
    "no-new-privileges": (
        N_("Programs started from here get no more rights than this one."),
        N_("Programs started from here could get more rights than this one."),
        N_("Whether programs started from here can get more rights could not be found out."),
        N_("Use a Linux kernel from 3.5 on."),
    ),
    "swap": (
        N_("There is no swap space in the clear."),
        N_("Memory can be written to a swap space that is not encrypted."),
        N_("Whether the swap space is encrypted could not be found out."),
        N_("Switch the swap off (sudo swapoff -a, and its line in /etc/fstab), or encrypt it."),
    ),
    "spool": (
        N_("The print queue keeps no finished document."),
        N_("The print queue keeps finished documents on the disk; the program takes its own out again where it may, and says where not."),
        N_("Whether the print queue keeps documents could not be found out."),
        N_("Set PreserveJobFiles No and PreserveJobHistory No in /etc/cups/cupsd.conf, then restart cups."),
    ),
    "hibernation": (
        N_("The computer does not write its memory to the disk to sleep while a vault is open."),
        N_("Hibernation writes the whole memory to the disk: lock before you close the lid."),
        N_("Whether the computer can hibernate could not be found out."),
        N_(
            "Switch it off: sudo systemctl mask hibernate.target hybrid-sleep.target suspend-then-hibernate.target; or start Linux with"
            " secretmem.enable=1, then it does not hibernate while a vault is open."
        ),
    ),
    "thumbnails": (
        N_("No program keeps small pictures of the files in a folder."),
        N_("Looking into a folder leaves small pictures of its files on the disk: this concerns papers carried out of the vault."),
        N_("Whether small pictures of files are kept could not be found out."),
        N_("Switch previews off in the file manager, then: rm -rf ~/.cache/thumbnails; ln -s /dev/null ~/.cache/thumbnails."),
    ),
    "indexers": (
        N_("No program reads files to make them searchable."),
        N_(
            "A program reads files to make them searchable, and keeps their words ({found}): this concerns papers carried out of the vault."
        ),
        N_("Whether a program reads files to make them searchable could not be found out."),
        N_("Switch the file search off in the settings of the desktop (GNOME: Search; KDE: balooctl disable)."),
    ),
    "clipboard-manager": (
        N_("No program was found that keeps what is copied."),
        N_("A program keeps what is copied, also after it is cleared here ({found}): copy nothing that must not stay."),
        N_("Whether a program keeps what is copied could not be found out."),
        N_("End the clipboard manager, or switch its history off in its settings."),
    ),
    "screen-reader": (
        N_("No screen reader was found."),
        N_("A program reads the screen ({found}). If you did not start it yourself, end it before unlocking."),
        N_("Whether a program reads the screen could not be found out."),
        N_("Switch the screen reader off in the settings of the desktop, unless you need it."),
    ),
    "lock-sleep": (
        N_("Before the computer sleeps or is switched off, it waits until the vault is locked."),
        N_("The computer does not say when it goes to sleep or its lid is closed: press F12 before."),
        N_("Whether the computer says when it goes to sleep could not be found out."),
        N_("Install systemd-logind and D-Bus (sudo apt install dbus libpam-systemd), then sign in again."),
    ),
    "lock-session": (
        N_("The vault is locked when the session is locked or another user takes the screen."),
        N_("The computer does not say when the session is locked or another user takes the screen: press F12 before."),
        N_("Whether the computer says when the session is locked could not be found out."),
        N_("Install systemd-logind and D-Bus (sudo apt install dbus libpam-systemd), then sign in again."),
    ),
    "lock-screen-saver": (
        N_("The vault is locked when the screen saver begins."),
        N_("No screen saver was found that says when it begins; the vault still locks after the minutes in the settings."),
        N_("Whether a screen saver says when it begins could not be found out."),
        N_("Switch on the screen lock of the desktop, or let the vault lock after fewer minutes."),
    ),
    "input-method": (
        N_("What is typed here is given to no input method that learns words."),
        N_("What is typed here is given to an input method, which may learn words from it."),
        N_("Whether an input method learns what is typed could not be found out."),
        N_("Start the program as usual, without setting QT_IM_MODULE or QT_IM_MODULES."),
    ),
    "accessibility": (
        N_("No service runs that lets other programs ask what stands in a window."),
        N_("A service lets every program of this user ask what stands in a window ({found}); screen readers need it."),
        N_("Whether other programs can ask what stands in a window could not be found out."),
        N_("Nobody here needs a screen reader? Switch the service off: systemctl --user mask at-spi-dbus-bus.service, and sign in again."),
    ),
    "remote-screen": (
        N_("No program was found that shows or records the screen elsewhere."),
        N_("A program that shows the screen elsewhere or records it is running ({found}). End it before unlocking."),
        N_("Whether the screen is shown elsewhere could not be found out."),
        N_("End the program, and switch screen sharing off in the settings of the desktop."),
    ),
    "screen": (
        N_("Other programs do not see this window and its keys (Wayland)."),
        N_("Every program of this user can see this window and every key (X11): start nothing here that you do not trust."),
        N_("How the screen is shared with other programs could not be found out."),
        N_("Choose a Wayland session when you sign in."),
    ),
    "disk-encryption": (
        N_("Your home folder lies on an encrypted disk."),
        N_("Your home folder lies on a disk that is not encrypted. The vault is encrypted by itself; papers carried out of it are not."),
        N_("Whether your home folder is encrypted could not be found out."),
        N_("Encrypt the disk (LUKS) when the system is next installed; until then carry papers out only onto an encrypted stick."),
    ),
    "sync-folder": (
        N_("The vault lies in no folder that a program carries to other computers."),
        N_("A program carries the folder of the vault to other computers ({found})."),
        N_("Whether a program carries the vault to other computers could not be found out."),
        N_("Close the vault, move its folder to another place, and open it there; then remove the copy that was carried away."),
    ),
    "file-lists": (
        N_("No list of all file names is kept on the disk."),
        N_("A list of all file names is kept on the disk ({found}): this concerns papers carried out of the vault."),
        N_("Whether a list of file names is kept could not be found out."),
        N_("Switch it off: sudo systemctl disable --now plocate-updatedb.timer, and delete its database."),
    ),
    "crash-reporter": (
        N_("No program of the system is given the memory of programs that break."),
        N_("A program of the system is given the memory of every program that breaks ({found}); of Portfel it gets none."),
        N_("Whether a program gets the memory of programs that break could not be found out."),
        N_("Switch it off, for the other programs you read papers with: sudo sysctl kernel.core_pattern=core."),
    ),
    "printers": (
        N_("No printer here is reached over a network, and none writes files."),
        N_("A printer here is reached over a network, or writes a file ({found}): what you print there leaves this computer in the clear."),
        N_("How the printers are reached could not be found out."),
        N_("Print on a printer with a cable, and remove the others in the settings of the desktop."),
    ),
    "clock": (
        N_("The clock can be right: it is later than the day this program was made."),
        N_("The clock is wrong: it stands before the day this program was made, so every term is counted from a wrong day."),
        N_("Whether the clock is right could not be found out."),
        N_("Set date and time in the settings of the desktop. An empty battery inside the computer resets them."),
    ),
}


def measure_sentence(id: str, on: bool | None, facts: Sequence[str] = ()) -> str:
    """What a protection does, or that it is missing or unknown; `facts` are the names of what was found."""
    holds, lacks, unknown, _mend = _MEASURES.get(id, (id, id, id, ""))
    return _(holds if on else unknown if on is None else lacks).format(found=", ".join(facts))


def measure_mend(id: str, on: bool | None) -> str:
    """What to do where a protection is missing; empty where it holds."""
    return "" if on or id not in _MEASURES else _(_MEASURES[id][3])
