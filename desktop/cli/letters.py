"""Commands about documents: templates, letters, names in six cases."""

import argparse
from typing import Any

from desktop.cli.terminal import Terminal
from desktop.documents import templates
from desktop.documents.russian import CASES, decline_json
from desktop.documents.templates import Field, Template
from desktop.i18n import language


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
    forms = decline_json(surname, name, patronymic or None, options.sex)
    if options.json:
        terminal.give(forms)
        return 0
    for case in CASES:
        terminal.say(f"{case}\t" + " ".join(part for part in forms[case].values() if part))
    if forms["doubtful"]:
        terminal.warn("? " + ", ".join(forms["doubtful"]))
    return 0


COMMANDS = {"templates": _templates, "decline": _decline}
