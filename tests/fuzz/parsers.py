"""The parsers of the house by name: those that eat bytes of strangers first."""

from collections.abc import Callable, Mapping

from tests.fuzz import containers, papers, tables, texts

PARSERS: Mapping[str, Callable[[bytes], None]] = {
    "age": containers.age_file,
    "archive": containers.archive,
    "line": containers.line,
    "transfer": containers.transfer,
    "backup": containers.backup,
    "card": containers.card,
    "table": tables.table,
    "words": papers.words,
    "picture": papers.picture,
    "pdf": papers.pdf,
    "template": texts.template,
    "manifest": containers.manifest,
    "header": containers.head,
    "value": containers.value,
    "secret": containers.secret,
    "child": papers.child,
    "day": texts.day,
    "note": texts.note,
    "search": texts.search,
    "typed": texts.typed_words,
    "settings": texts.settings,
}
