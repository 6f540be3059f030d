"""The start of every process of the program: it hardens itself before anything else is imported."""

import sys

from desktop import guard


def main() -> int:
    """Become what the arguments ask for; the exit status comes back."""
    guard.harden()
    if sys.argv[1:] == ["kdf-child"]:
        from desktop.storage import kdf

        return kdf.run_child()
    return 2


if __name__ == "__main__":
    sys.exit(main())
