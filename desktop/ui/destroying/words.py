"""What is said before a case is destroyed: what goes, what stays, what stands in the way."""

from desktop.documents.destruction_act import Act
from desktop.domain.errors import CaseFileError
from desktop.i18n import _, ngettext
from desktop.operations import destroying
from desktop.operations.destroying import Going
from desktop.storage.vault import Vault
from desktop.words import explain

Said = list[tuple[str, str]]  # a sentence, and its tone


def counts(going: Going) -> Said:
    """What goes, counted."""
    found = (
        (going.count("note"), ngettext("{count} note", "{count} notes", going.count("note"))),
        (going.count("letter", "register"), ngettext("{count} document", "{count} documents", going.count("letter", "register"))),
        (going.count("attachment"), ngettext("{count} paper", "{count} papers", going.count("attachment"))),
        (going.count("event", "order"), ngettext("{count} event", "{count} events", going.count("event", "order"))),
        (going.count("deadline", "task"), ngettext("{count} date or task", "{count} dates and tasks", going.count("deadline", "task"))),
        (going.count("person"), ngettext("{count} person of this case alone", "{count} people of this case alone", going.count("person"))),
        (going.count("unit"), ngettext("{count} unit of this case alone", "{count} units of this case alone", going.count("unit"))),
        (going.changes, ngettext("{count} earlier version", "{count} earlier versions", going.changes)),
    )
    return [(", ".join(words.format(count=count) for count, words in found if count) or _("The case alone: it holds nothing."), "")]


def remains(going: Going) -> Said:
    """What stays, and why."""
    people, units = (sum(kind == wanted for kind in going.shared.values()) for wanted in ("person", "unit"))
    said: Said = []
    if people:
        words = ngettext("{count} person whom another file names", "{count} people whom other files name", people)
        said.append((words.format(count=people), ""))
    if units:
        words = ngettext("{count} unit that another file names", "{count} units that other files name", units)
        said.append((words.format(count=units), ""))
    return [*said, (_("An empty line, without name, number or day."), "")]


def hindrances(vault: Vault, going: Going, act: Act) -> Said:
    """What is to be seen to before: red what stops it, amber what should be done first."""
    said: Said = []
    try:
        destroying.must_be_possible(vault, going.case)
    except CaseFileError as error:
        said.append((explain(error), "error"))
    if act.with_lawyer:
        words = ngettext("{count} original is still with you: give it back against a receipt.",
                         "{count} originals are still with you: give them back against a receipt.", act.with_lawyer)  # fmt: skip
        said.append((words.format(count=act.with_lawyer), "warning"))
    else:
        said.append((_("No original is noted as being with you."), "good"))
    if act.colleagues:
        words = ngettext("It was sent to {count} colleague, who holds it: ask her to destroy it.",
                         "It was sent to {count} colleagues, who hold it: ask them to destroy it.", act.colleagues)  # fmt: skip
        said.append((words.format(count=act.colleagues), "warning"))
    return said
