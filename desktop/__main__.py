"""The start of every process of the program: it hardens itself before anything else is imported."""

import sys

from desktop import guard


def main() -> int:
    """Become what the arguments ask for; the exit status comes back."""
    guard.harden()
    arguments = sys.argv[1:]
    if arguments == ["kdf-child"]:
        from desktop.storage import kdf

        return kdf.run_child()
    if arguments == ["reading-child"]:
        from desktop.storage import apart

        return apart.run_child()
    if arguments == ["drawing-child"]:
        from desktop.documents import drawing_child

        return drawing_child.run_child()
    if arguments == ["tables-child"]:
        from desktop.documents.tables import child

        return child.run_child()
    if _is_for_the_window(arguments):
        from desktop import app

        return app.main(arguments)
    from desktop import cli

    return cli.main(arguments)


def _is_for_the_window(arguments: list[str]) -> bool:
    """Without a command the window opens; it takes the folder of a vault and a language. A mistake is the terminal's to explain."""
    options = iter(arguments)
    for option in options:
        name, equals, value = option.partition("=")
        if name not in {"--vault", "--lang"}:
            return False
        value = value if equals else next(options, "")
        if not value or (name == "--lang" and value not in {"ru", "en"}):
            return False
    return True


if __name__ == "__main__":
    sys.exit(main())
