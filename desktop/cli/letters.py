"""Commands about documents: templates, letters, names in six cases."""

import argparse
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from desktop import check_words
from desktop.cli.terminal import Terminal, look_at_place, write_file
from desktop.documents import templates
from desktop.documents.russian import CASES, decline_json
from desktop.documents.templates import Field, Template
from desktop.domain.errors import BadInput
from desktop.i18n import N_, _, language

if TYPE_CHECKING:
    from desktop.documents.gate import Finding

_CASES = {
    "nominative": N_("nominative"),
    "genitive": N_("genitive"),
    "dative": N_("dative"),
    "accusative": N_("accusative"),
    "instrumental": N_("instrumental"),
    "prepositional": N_("prepositional"),
}


def _templates(terminal: Terminal, options: argparse.Namespace) -> int:
    # A template written in two languages is one document.
    found = {template.id: template for template in reversed(templates.catalogue())}
    shipped = [found[id_] for id_ in sorted(found)]
    if options.json:
        terminal.give([_template(template) for template in shipped])
        return 0
    for template in shipped:
        terminal.say(f"{template.id}\t{template.titles[language()]}{' *' if template.gated else ''}")
    return 0


def _template(template: Template) -> dict[str, Any]:
    return {
        "id": template.id,
        "title": {"ru": template.titles["ru"], "en": template.titles["en"]},
        "gated": template.gated,
        "archive": template.archive,
        "fields": [_field(field) for field in template.fields],
    }


def _field(field: Field) -> dict[str, Any]:
    return {
        "key": field.key,
        "label": dict(field.labels),
        "kind": field.kind,
        "required": field.required,
        "options": [option.code for option in field.options],
    }


def _decline(terminal: Terminal, options: argparse.Namespace) -> int:
    surname, name = terminal.value(options.surname), terminal.value(options.name)
    patronymic = None if options.patronymic is None else terminal.value(options.patronymic)
    if not (surname.strip() and name.strip()):
        raise BadInput("surname", "empty")
    forms = decline_json(surname, name, patronymic or None, options.sex)
    if options.json:
        terminal.give(forms)
        return 0
    for case in CASES:
        terminal.say(f"{_(_CASES[case])}\t" + " ".join(part for part in forms[case].values() if part))
    if forms["doubtful"]:
        terminal.warn("? " + ", ".join(forms["doubtful"]))
    return 0


def _letter(terminal: Terminal, options: argparse.Namespace) -> int:
    # Imported here: the database, fonts and pages are of no use to a name in six cases.
    from desktop.cli.opening import look_at, opened
    from desktop.documents import gate
    from desktop.operations import letters
    from desktop.operations.templates import find
    from desktop.storage import cases

    explained = _explained(options.explained)
    look_at(options.vault)
    with opened(terminal, options) as vault:
        template = find(vault, options.template)
        draft = replace(
            letters.draft_letter(vault, cases.by_number(vault, options.case).id, template.id),
            fields=_fields(terminal, template, options.set),
            explained=explained,
        )
        day = _day(options.as_of, vault.today())
        findings = letters.check_letter(vault, draft, day, allow_gaps=options.allow_gaps)
        stopping = gate.stops(findings)
        if stopping:
            terminal.warn(check_words.what_stops(_named(template, finding) for finding in stopping))
            return 1
        # What cannot be made into a page, or be put where it is wanted, is not entered in the register.
        letters.preview(vault, draft)
        look_at_place(options.out)
        entry = letters.approve_letter(vault, draft, explained=explained, allow_gaps=options.allow_gaps, today=day)
        write_file(options.out, letters.pdf_of(entry))
    for finding in findings:
        if finding.code in {"archive", "risky"}:
            terminal.warn(check_words.finding_sentence(finding))
    terminal.say(entry.number)
    terminal.warn(_("The page lies outside of the vault now, for everyone to read who gets at the file: {file}").format(file=options.out))
    return 0


def _named(template: Template, finding: "Finding") -> "Finding":
    """A gap by the key that `--set` takes, and by what the field is called in the language spoken here."""
    for field in template.fields if finding.code == "gap" else ():
        label = field.labels[template.language]
        if finding.where == label or finding.where.startswith(f"{label}:"):
            return replace(finding, where=f"{field.key} ({field.labels[language()]}{finding.where[len(label) :]})")
    return finding


def _day(as_of: date | None, today: date) -> date:
    """The day the check goes by: a day in the past is no way round it, not even for the archive of 2022."""
    return max(as_of or today, today)


def _explained(given: str) -> tuple[str, ...]:
    from desktop.documents import explanations, gate

    ids = tuple(id_.strip() for id_ in given.split(",") if id_.strip())
    if any(id_ not in {*explanations.ids(), gate.ALL} for id_ in ids):
        raise BadInput("explained", "unknown")
    return ids


def _fields(terminal: Terminal, template: Template, given: list[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for pair in given:
        key, equals, value = pair.partition("=")
        if not equals:
            raise BadInput("set", "shape")
        if template.field(key) is None:
            raise BadInput("set", "unknown")
        found[key] = terminal.value(value)
    return found


COMMANDS = {"templates": _templates, "letter": _letter, "decline": _decline}
