"""What lists and the search read, kept in step with the records in the same transaction."""

from collections.abc import Mapping, Sequence
from functools import singledispatch
from types import MappingProxyType

from desktop.domain.agenda import Matter
from desktop.domain.attachments import Attachment
from desktop.domain.calls import Call
from desktop.domain.cases import Case
from desktop.domain.deadlines import Deadline
from desktop.domain.events import Event, Order
from desktop.domain.letters import Letter, RegisterEntry
from desktop.domain.notes import Note
from desktop.domain.people import Party, Person
from desktop.domain.powers import Power
from desktop.domain.sheets import Sheet
from desktop.domain.tasks import Task
from desktop.domain.templates import OwnTemplate
from desktop.domain.units import Unit
from desktop.domain.values import Value
from desktop.storage import names, tokens, word_forms
from desktop.storage.vault import Vault

SHOWN = 200  # letters
TAGS = 2000  # letters of all tags of a case together

# "OR FAIL": a statement with triggers that takes back what it had done needs a savepoint, at which the search index writes
# out what it holds back. Taking back is the transaction's affair (`Vault.transaction` keeps none in which one failed).
_NEW_CASE = (
    "INSERT OR FAIL INTO case_row (id, number, pseudonym, category, unit_id, unit, stage, situation, threat, urgent_by, zone,"
    " next_day, next_title, colour, closed, urgent, tags, opened_at, lacks_consent) VALUES (:id, :number, :pseudonym, :category, :unit_id,"
    " coalesce((SELECT number FROM unit_row WHERE id = :unit_id), ''), :stage, :situation, :threat, :urgent_by, :zone, '', '',"
    " :colour, :closed, :urgent, :tags, :opened_at, :lacks_consent)"
)
_CHANGED_CASE = (
    "UPDATE OR FAIL case_row SET number = :number, pseudonym = :pseudonym, category = :category, unit_id = :unit_id,"
    " unit = coalesce((SELECT number FROM unit_row WHERE id = :unit_id), ''), stage = :stage, situation = :situation,"
    " threat = :threat, urgent_by = :urgent_by, zone = :zone, colour = :colour, closed = :closed, urgent = :urgent, tags = :tags,"
    " opened_at = :opened_at, lacks_consent = :lacks_consent WHERE id = :id"
)
_DUE = "INSERT OR FAIL INTO due (id, case_id, kind, day, time, title) VALUES (:id, :case, :kind, :day, :time, :title)"


def put(vault: Vault, number: int, value: Value, *, is_new: bool) -> None:
    """Bring lists and search up to this value, which stands in row `number`."""
    removed = bool(getattr(value, "removed_at", ""))
    if not is_new:
        drop(vault, number, value.id)
    if removed:
        _gone(value, vault)
        return
    _list(value, vault)
    if isinstance(value, Person):
        names.put(vault, number, value)
    title, body = words_of(value)
    if title or body:
        vault.run("INSERT INTO words (rowid, title, body, forms) VALUES (:number, :title, :body, :forms)",
                  number=number, **searched(title, body))  # fmt: skip


def searched(title: str, body: str) -> dict[str, str]:
    """What the search index takes in of a title and a text: their words, and what these share with their other forms."""
    of_title, of_body = tokens.words(title), tokens.words(body)
    return {"title": " ".join(of_title), "body": " ".join(of_body), "forms": word_forms.of_text(of_title + of_body)}


def query_of(wanted: list[str], inside: Mapping[str, Sequence[str]] = MappingProxyType({})) -> str:
    """The query of FTS5 for what holds every one of these words (`tokens.words`), or one of those that hold it `inside`."""
    return " AND ".join(_either(word, inside.get(word, ())) for word in wanted)


def query_of_phrase(words: list[str]) -> str:
    """The query of FTS5 for what holds these words one behind the other, in the title or in the text, each as it is written."""
    return f'{{title body}} : "{" ".join(words)}"'


def query_of_whole(word: str) -> str:
    """The query of FTS5 for what holds a word or another of its forms; what only begins with it does not count."""
    return " OR ".join((query_of_phrase([word]), *_stems(word)))


def _either(word: str, others: Sequence[str]) -> str:
    """What finds a word by its beginning or by another of its forms, or any of the others as it is."""
    return f"({' OR '.join((query_of_phrase([word]) + ' *', *_stems(word), *(query_of_phrase([other]) for other in others)))})"


def _stems(word: str) -> list[str]:
    stems = " OR ".join(f'"{stem}"' for stem in word_forms.stems(word))
    return [f"forms : ({stems})"] if stems else []


def drop(vault: Vault, number: int, id_: str) -> None:
    """Forget a row in lists and search."""
    vault.run("DELETE FROM words WHERE rowid = :number", number=number)
    names.drop(vault, number)
    left = vault.rows("SELECT case_id FROM due WHERE id = :id", id=id_)
    for table in ("due", "party", "register_row", "call_back"):
        vault.run(f"DELETE FROM {table} WHERE id = :id", id=id_)  # noqa: S608 - the names are ours
    for (case,) in left:
        # What moves into another case must not leave a day behind: the case would never count as having none.
        _next(vault, str(case))


def forget(vault: Vault, number: int, value: Value) -> None:
    """Forget a value that is taken out for good."""
    drop(vault, number, value.id)
    _gone(value, vault)


def clear(vault: Vault) -> None:
    """Empty all lists and the search index."""
    for table in ("words", "case_row", "unit_row", "due", "party", "register_row", "call_back", "name_key"):
        vault.run(f"DELETE FROM {table}")  # noqa: S608 - the names are ours


@singledispatch
def _list(value: Value, vault: Vault) -> None:
    """Most kinds stand in no list of their own."""


@singledispatch
def _gone(value: Value, vault: Vault) -> None:
    """Most kinds leave no row behind."""


@_list.register
def _(value: Case, vault: Vault) -> None:
    is_there = bool(vault.rows("SELECT 1 FROM case_row WHERE id = :id", id=value.id))
    vault.run(
        _CHANGED_CASE if is_there else _NEW_CASE,
        id=value.id, number=_short(value.number), pseudonym=_short(value.pseudonym), category=value.category, unit_id=value.unit,
        stage=value.stage, situation=value.situation, threat=value.threat, urgent_by=_short(value.urgent_by), zone=_short(value.zone),
        colour=value.colour, closed=int(bool(value.closed_at)), urgent=int(value.is_urgent), tags="\n".join(value.tags)[:TAGS],
        opened_at=_short(value.opened_at), lacks_consent=int(value.lacks_consent),
    )  # fmt: skip
    _next(vault, value.id)


@_gone.register
def _(value: Case, vault: Vault) -> None:
    vault.run("DELETE FROM case_row WHERE id = :id", id=value.id)


@_list.register
def _(value: Unit, vault: Vault) -> None:
    vault.run("DELETE FROM unit_row WHERE id = :id", id=value.id)
    vault.run("INSERT OR FAIL INTO unit_row (id, number) VALUES (:id, :number)", id=value.id, number=_short(value.number))
    vault.run("UPDATE OR FAIL case_row SET unit = :number WHERE unit_id = :id", number=_short(value.number), id=value.id)


@_list.register
def _(value: Party, vault: Vault) -> None:
    vault.run("INSERT OR FAIL INTO party (id, case_id, person, role) VALUES (:id, :case, :person, :role)",
              id=value.id, case=value.case, person=value.person, role=value.role)  # fmt: skip


@_list.register
def _(value: RegisterEntry, vault: Vault) -> None:
    vault.run("INSERT OR FAIL INTO register_row (id, number) VALUES (:id, :number)", id=value.id, number=_short(value.number))


@_list.register
def _(value: Deadline, vault: Vault) -> None:
    if not value.done_at:
        vault.run(_DUE, id=value.id, case=value.case, kind=value.kind, day=value.due.isoformat(), time=_short(value.time),
                  title=_short(value.title))  # fmt: skip
    _next(vault, value.case)


@_list.register
def _(value: Task, vault: Vault) -> None:
    if not value.done_at:
        # Without a day it has an empty one: it waits, and no case is cared for by it.
        vault.run(_DUE, id=value.id, case=value.case, kind=Matter.TASK, day=value.due.isoformat() if value.due else "", time="",
                  title=_short(value.title))  # fmt: skip
    _next(vault, value.case)


@_list.register
def _(value: Call, vault: Vault) -> None:
    if value.ring_back and not value.done_at:
        vault.run("INSERT OR FAIL INTO call_back (id, at) VALUES (:id, :at)", id=value.id, at=_short(value.ring_back))


@_gone.register
def _(value: Unit, vault: Vault) -> None:
    vault.run("DELETE FROM unit_row WHERE id = :id", id=value.id)


@_gone.register
def _(value: Deadline | Task, vault: Vault) -> None:
    _next(vault, value.case)


def _next(vault: Vault, case: str) -> None:
    vault.run(
        "UPDATE OR FAIL case_row SET (next_day, next_title) = (SELECT coalesce(max(day), ''), coalesce(max(title), '') FROM"
        " (SELECT day, title FROM due WHERE case_id = :case AND day > '' ORDER BY day, time LIMIT 1)) WHERE id = :case",
        case=case,
    )


@singledispatch
def words_of(value: Value) -> tuple[str, str]:  # noqa: ARG001 - the kinds below know
    """What the search knows a value by: its title, and the rest."""
    return "", ""


@words_of.register
def _(value: Case) -> tuple[str, str]:
    contract = value.contract.number if value.contract else ""
    rest = (value.now, value.called_by, value.about, value.where, value.matter, value.subunit, value.post, contract, *value.tags)
    return f"{value.number} {value.pseudonym}", _lines(*rest)


@words_of.register
def _(value: Person) -> tuple[str, str]:
    return value.full_name, _lines(*value.aliases, *map(tokens.phone, value.phones), value.address, value.post, value.remark)


@words_of.register
def _(value: Party) -> tuple[str, str]:
    return value.code_word, _lines(value.relation, value.may_be_told, value.may_not_be_told, value.safe_to_call)


@words_of.register
def _(value: Unit) -> tuple[str, str]:
    posts = (office.post for office in value.commanders)
    whom = (value.prosecutor_dative, value.investigator_dative, value.court_accusative)
    return value.number, _lines(value.garrison, value.address, value.superior, value.remark, *whom, *posts)


@words_of.register
def _(value: Call) -> tuple[str, str]:
    return value.who, _lines(value.about, tokens.phone(value.number), value.line)


@words_of.register
def _(value: Event) -> tuple[str, str]:
    return value.title, _lines(value.text, value.place, value.actor, value.source)


@words_of.register
def _(value: Order) -> tuple[str, str]:
    return value.number, _lines(value.given_by, value.wording)


@words_of.register
def _(value: Deadline | Task) -> tuple[str, str]:
    return value.title, ""


@words_of.register
def _(value: Power) -> tuple[str, str]:
    return value.number, _lines(value.body, value.where)


@words_of.register
def _(value: Sheet) -> tuple[str, str]:
    # By key, as they are kept: the index made anew from the records must come out the same.
    return "", _lines(*(value.answers[key] for key in sorted(value.answers)))


@words_of.register
def _(value: Letter) -> tuple[str, str]:
    # Once approved, the frozen text in the register is what counts.
    # By key, as they are kept: the index made anew from the records must come out the same.
    return ("", "") if value.register else (value.title, _lines(value.text, *(value.fields[key] for key in sorted(value.fields))))


@words_of.register
def _(value: RegisterEntry) -> tuple[str, str]:
    return f"{value.number} {value.title}", _lines(value.addressee, value.stamp_number, value.handed_to, value.text)


@words_of.register
def _(value: Note) -> tuple[str, str]:
    return "", _lines(value.text, value.present, value.place, value.decision_reference, *(addendum.text for addendum in value.addenda))


@words_of.register
def _(value: Attachment) -> tuple[str, str]:
    passed = (part for step in value.custody for part in (step.gave, step.took, step.remark))
    return value.name, _lines(value.origin, value.remark, *passed, value.text)


@words_of.register
def _(value: OwnTemplate) -> tuple[str, str]:
    _head, _fence, body = value.latest.partition("\n+++\n")
    return value.title, body


def _short(text: str) -> str:
    """What a list shows of a text, however long it was typed: a row must not overflow its page."""
    return text[:SHOWN]


def _lines(*parts: str) -> str:
    return "\n".join(part for part in parts if part)
