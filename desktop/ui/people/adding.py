"""Deeds with people that several pages share: into a file, and two records made one. Each can be taken back."""

from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QWidget

from desktop.domain.people import Party, Person
from desktop.i18n import _
from desktop.operations.keeping import keep_all
from desktop.operations.merging_people import changes_of_merging
from desktop.operations.people import add_person, keep_party
from desktop.ui.parts.attempt import attempt
from desktop.ui.parts.line import Line
from desktop.ui.session import Session


def add_new(session: Session, person: Person, party: Party) -> Party:
    """Put a new person into the file of `party`. Raises what saving raises."""
    made = add_person(session.vault, person, party.case, party.role, relation=party.relation)
    session.change(_("New person"), _gone(session, made), made, partial(keep_party, session.vault))
    return made


def add_known(session: Session, person: Person, party: Party) -> Party:
    """Put somebody who is known already into the file of `party`: one man in three files is one person. Raises what saving raises."""
    made = replace(party, person=person.id)
    session.change(_("Person added"), _gone(session, made), made, partial(keep_party, session.vault))
    return made


def ask_to_merge(session: Session, parent: QWidget, line: Line, kept: Person, gone: Person) -> None:
    """Ask, and make two records one person: `kept` stays."""

    def merge() -> None:
        before, after = changes_of_merging(session.vault, kept.id, gone.id)
        session.change(_("Made one person"), before, after, partial(keep_all, session.vault))

    def answered() -> None:
        if attempt(line, merge):
            line.say(_("They are one person now, in all files. Ctrl+Z takes it back."), "good")

    question = _("Make these two one person in all files? Ctrl+Z takes it back.")
    session.asking.question(parent, question, _("They are the same man"), answered)


def _gone(session: Session, made: Party) -> Party:
    return replace(made, removed_at=session.vault.now().isoformat())
