"""Commands that read and write cases."""

import argparse
from collections import deque

from desktop.cli.opening import opened
from desktop.cli.terminal import Terminal, read_file
from desktop.domain.asked import parsed
from desktop.domain.notes import Note
from desktop.i18n import _
from desktop.operations.notes import add_note
from desktop.search_words import TOO_MANY, doubt_sentences
from desktop.storage import cases, inside_words, old_versions, records, search

MOST_FOUND = 50  # of a search


def _cases(terminal: Terminal, options: argparse.Namespace) -> int:
    with opened(terminal, options) as vault:
        rows = cases.rows(vault, closed=True)
    if options.json:
        terminal.give(
            [
                {
                    "number": row.number,
                    "pseudonym": row.pseudonym,
                    "category": row.category,
                    "unit": row.unit,
                    "stage": row.stage,
                    "urgent": bool(row.urgent),
                    "next": row.next_day or None,
                }
                for row in rows
            ]
        )
        return 0
    for row in rows:
        terminal.say("\t".join((row.number, row.pseudonym, row.category, row.unit, row.stage, "!" if row.urgent else "", row.next_day)))
    return 0


def _search(terminal: Terminal, options: argparse.Namespace) -> int:
    with opened(terminal, options) as vault:
        asked = parsed(" ".join(terminal.value(word) for word in options.words), vault.today())
        hits = search.find(vault, asked, limit=MOST_FOUND + 1)
        if len(hits) > MOST_FOUND:
            del hits[MOST_FOUND:]
            terminal.warn(_(TOO_MANY).format(count=MOST_FOUND))
        inside = deque(inside_words.found(vault, asked) if not hits else (), maxlen=1)
        if inside:
            looked = search.look(vault, asked, inside=inside[0])
            hits = search.read(vault, looked, looked.matches)
            terminal.warn(_("No word begins so. These hold it inside."))
        for older in old_versions.found(vault, asked) if asked.old else ():
            hits += older
    if asked.doubts:
        terminal.warn(doubt_sentences(asked.doubts))
    if options.json:
        terminal.give(
            [
                {"kind": hit.kind, "id": hit.id, "case": hit.case_number, "title": hit.title, "snippet": hit.snippet}
                | ({"until": hit.until} if hit.until else {})  # an earlier version, which stood there until then
                for hit in hits
            ]
        )
        return 0
    for hit in hits:
        until = [hit.until] if hit.until else []
        terminal.say("\t".join((hit.case_number, hit.kind, hit.title, hit.snippet, *until)))
    return 0


def _add_note(terminal: Terminal, options: argparse.Namespace) -> int:
    with opened(terminal, options) as vault:
        case = cases.by_number(vault, options.case)
        for line in terminal.lines():
            if line.strip():
                # Said only once it is on the disk: whoever reads the id may rely on the note.
                terminal.say(add_note(vault, case.id, line).id)
    return 0


def _notes(terminal: Terminal, options: argparse.Namespace) -> int:
    with opened(terminal, options) as vault:
        notes = records.of_case(vault, Note, cases.by_number(vault, options.case).id)
    if options.json:
        terminal.give([{"id": note.id, "text": note.text, "when": note.written_at} for note in notes])
        return 0
    for note in notes:
        terminal.say(f"{note.id}\t{note.written_at}\n{note.text}\n")
    return 0


def _attach(terminal: Terminal, options: argparse.Namespace) -> int:
    from desktop.operations import paper_texts
    from desktop.operations.attachments import attach
    from desktop.operations.drawing import Children

    path = read_file(options.file)
    with opened(terminal, options) as vault:
        paper = attach(vault, cases.by_number(vault, options.case).id, path, terminal.report())
        paper_texts.take_out(vault, paper.id, Children())
    terminal.say(paper.id)
    terminal.warn(_("The paper is kept in the vault; the file it came from is still there, for everyone to read."))
    return 0


COMMANDS = {"cases": _cases, "search": _search, "add-note": _add_note, "notes": _notes, "attach": _attach}
