"""The law library: what stood on a day, what she changed or checked, and what leans on a norm."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from desktop.documents.templates import Template
from desktop.domain import law
from desktop.domain.counting import Rule, RuleEntry, rulings
from desktop.domain.deadlines import Deadline
from desktop.domain.errors import BadInput, NotFound
from desktop.domain.law import Freshness, Known, Mark, Norm, NormCheck, NormEntry, NormVersion, Source, Standing
from desktop.domain.letters import Leaned
from desktop.domain.values import Part
from desktop.operations import shipped_law, templates
from desktop.storage import records, settings
from desktop.storage.vault import Vault

REVIEW_DAYS = "law.review_days"
USUAL_REVIEW = 90
OWN = "own-"


@dataclass(frozen=True, kw_only=True, repr=False)
class Shown(Part):
    """A norm as the library shows it for a day. `version` is None where nothing stood then; `text` is empty for a slot."""

    known: Known
    version: NormVersion | None
    check: NormCheck | None
    standing: Standing
    freshness: Freshness
    text: str

    @property
    def is_amber(self) -> bool:
        """Whether it is to be read again."""
        return self.freshness is not Freshness.FRESH or self.known.shipped_changed


@dataclass(frozen=True, kw_only=True, repr=False)
class Uses(Part):
    """What leans on a norm: templates, rules, and how many open deadlines the rules count."""

    templates: tuple[Template, ...]
    rules: tuple[Rule, ...]
    deadlines: int


def library(vault: Vault) -> tuple[Known, ...]:
    """All norms: the shipped ones with hers above them, then her own."""
    return law.library(shipped_law.norms(), records.every(vault, NormEntry), records.every(vault, NormCheck))


def norm(vault: Vault, norm_id: str) -> Known:
    """The norm with this id. Raises NotFound("norm")."""
    for each in library(vault):
        if each.norm.id == norm_id:
            return each
    raise NotFound("norm")


def as_of(vault: Vault, day: date, language: str, *, words: str = "") -> tuple[Shown, ...]:
    """The library as it stood on a day, in `language`; with `words`, only norms that hold every one of them."""
    return tuple(shown(each, day, language, today=vault.today()) for each in law.found(library(vault), words))


def shown(known: Known, day: date, language: str, *, today: date) -> Shown:
    """How one norm is shown for a day."""
    version = law.version_on(known.norm, day)
    if version is None:
        return Shown(known=known, version=None, check=None, standing=Standing.SLOT, freshness=Freshness.FRESH, text="")
    check = known.check_of(version)
    return Shown(
        known=known,
        version=version,
        check=check,
        standing=law.standing(version, check),
        freshness=law.freshness(version, today, check),
        text=law.statement(version, language, check),
    )


def standing_of(known: Known, version: NormVersion) -> Standing:
    """How surely one version of a norm is known."""
    return law.standing(version, known.check_of(version))


def beside(vault: Vault, known: Known) -> tuple[Known, ...]:
    """The norms that must be read with this one, above all those that speak the other way."""
    wanted = set(known.norm.beside)
    return tuple(each for each in library(vault) if each.norm.id in wanted)


def mark_checked(vault: Vault, norm_id: str, version: str, by: str, on: date, *, days: int | None = None) -> NormCheck:
    """Note that `by` read a version on a day; it turns amber `days` later (her usual number where none is said).

    Raises NotFound, BadInput("by", "empty"), and BadInput("norm", "slot") where there is no text that could have been read.
    """
    check = reading(vault, norm_id, version, by, on, days=days)
    set_reading(vault, norm_id, version, check)
    return check


def reading(vault: Vault, norm_id: str, version: str, by: str, on: date, *, days: int | None = None) -> NormCheck:
    """What `mark_checked` keeps, not kept yet. Raises what that raises."""
    read = _version(norm(vault, norm_id).norm, version)
    if not any(read.lines.values()):
        raise BadInput("norm", "slot")
    if not by.strip():
        raise BadInput("by", "empty")
    expires = law.review_on(on, review_days(vault) if days is None else days)
    old = next((each for each in records.every(vault, NormCheck) if (each.norm, each.version) == (norm_id, version)), None)
    return NormCheck(id=old.id if old else vault.new_id(), norm=norm_id, version=version, digest=law.version_digest(read),
                     by=by.strip(), on=on, expires_on=expires)  # fmt: skip


def set_reading(vault: Vault, norm_id: str, version: str, check: NormCheck | None) -> None:
    """Keep that somebody read a version, or that nobody did."""
    with vault.transaction():
        for each in records.every(vault, NormCheck):
            if (each.norm, each.version) == (norm_id, version) and (check is None or each.id != check.id):
                records.save(vault, replace(each, removed_at=vault.now().isoformat()))
        if check is not None:
            records.save(vault, check)


def unmark(vault: Vault, norm_id: str, version: str) -> None:
    """Take the check of a version back."""
    set_reading(vault, norm_id, version, None)


def keep_norm(vault: Vault, changed: Norm) -> NormEntry:
    """Keep her wording of a norm, in a layer above the shipped one. Versions with her text are to be checked until she marks them.

    Raises BadInput("version", "overlaps") where two versions stand on one day.
    """
    versions = tuple(sorted((_hers(version) for version in changed.versions), key=lambda version: version.valid_from or date.min))
    _must_follow(versions)
    shipped = next((each for each in shipped_law.norms() if each.id == changed.id), None)
    with vault.transaction():
        old = next((each for each in records.every(vault, NormEntry) if each.norm.id == changed.id), None)
        entry = NormEntry(
            id=old.id if old else vault.new_id(),
            norm=replace(changed, versions=versions),
            based_on=shipped.digest if shipped else "",
            changed_on=vault.today(),
        )
        records.save(vault, entry)
    return entry


def add_norm(vault: Vault, new: Norm) -> NormEntry:
    """Add a norm of her own."""
    return keep_norm(vault, replace(new, id=own_id(vault)))


def own_id(vault: Vault) -> str:
    """An id for a norm of her own: no shipped one can ever have it."""
    return OWN + vault.new_id()[:12]


def set_wording(vault: Vault, norm_id: str, wording: Norm | None) -> None:
    """Keep her wording of a norm, or take it away where there is none to keep. Raises BadInput as `keep_norm` does."""
    if wording is not None:
        keep_norm(vault, wording)
    elif any(each.norm.id == norm_id for each in records.every(vault, NormEntry)):
        drop_norm(vault, norm_id)


def drop_norm(vault: Vault, norm_id: str) -> None:
    """Take her wording away: the shipped one shows again, and one of her own is gone. Raises NotFound."""
    entry = next((each for each in records.every(vault, NormEntry) if each.norm.id == norm_id), None)
    if entry is None:
        raise NotFound("norm")
    with vault.transaction():
        records.save(vault, replace(entry, removed_at=vault.now().isoformat()))


def used_by(vault: Vault, norm_id: str) -> Uses:
    """What leans on a norm: the templates that cite it, the rules that count by it, and the open deadlines of these."""
    every_rule = [each.rule for each in rulings(shipped_law.rules(), records.every(vault, RuleEntry))]
    rules = tuple(rule for rule in every_rule if norm_id in {rule.norm, rule.counting_norm})
    ids = {rule.id for rule in rules}
    deadlines = sum(each.rule in ids and not each.done_at for each in records.every(vault, Deadline)) if ids else 0
    return Uses(templates=_citing(templates.catalogue(vault), norm_id), rules=rules, deadlines=deadlines)


def leaned(vault: Vault, template: Template, day: date) -> tuple[Leaned, ...]:
    """What a template leans on, in the wording in which the library has it for a day."""
    if not template.norms:
        return ()
    known = {each.norm.id: each.norm for each in library(vault)}
    return tuple(_leaned(cited.id, known.get(cited.id), day) for cited in template.norms)


def _leaned(norm_id: str, norm: Norm | None, day: date) -> Leaned:
    version = law.version_on(norm, day) if norm else None
    return Leaned(norm=norm_id, version=version.key, digest=law.version_digest(version)) if version else Leaned(norm=norm_id)


def called(vault: Vault, cited: Iterable[Leaned], language: str) -> tuple[str, ...]:
    """What the norms of a note or a document are called, with the day from which each wording stands; one that is gone by its id."""
    known = {each.norm.id: each.norm for each in library(vault)} if (cited := tuple(cited)) else {}
    return tuple(_called(each, known.get(each.norm), language) for each in cited)


def _called(cited: Leaned, norm: Norm | None, language: str) -> str:
    name = ", ".join(part for part in (norm.act.short.get(language), norm.articles.get(language)) if part) if norm else cited.norm
    since = ".".join(reversed(cited.version.split("-")))
    return f"{name} ({'ред. с' if language == 'ru' else 'as from'} {since})" if since else name


def looked_at(vault: Vault, norm_id: str, day: date) -> Leaned:
    """A norm in the wording in which the library has it for a day. Raises NotFound."""
    return _leaned(norm_id, norm(vault, norm_id).norm, day)


def review_days(vault: Vault) -> int:
    """After how many days a check is to be made again."""
    said = settings.read(vault, REVIEW_DAYS)
    return int(said) if said.isdecimal() and int(said) > 0 else USUAL_REVIEW


def _citing(every: Iterable[Template], norm_id: str) -> tuple[Template, ...]:
    return tuple(template for template in every if any(cited.id == norm_id for cited in template.norms))


def _version(of: Norm, key: str) -> NormVersion:
    for version in of.versions:
        if version.key == key:
            return version
    raise NotFound("norm")


def _hers(version: NormVersion) -> NormVersion:
    """Her own text never passes as recalled: it is to be checked until somebody does."""
    if version.mark is Mark.RECALLED and any(version.lines.values()):
        return replace(version, mark=Mark.PARTLY, source=Source.HERS)
    return version


def _must_follow(versions: tuple[NormVersion, ...]) -> None:
    for earlier, later in pairwise(versions):
        if later.valid_from is None or (earlier.valid_to is None or earlier.valid_to >= later.valid_from):
            raise BadInput("version", "overlaps")
    if any(version.valid_from and version.valid_to and version.valid_from > version.valid_to for version in versions):
        raise BadInput("version", "overlaps")
