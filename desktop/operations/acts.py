"""The record of a destruction: what it says is counted just before, and nothing of it is kept in the vault."""

from collections import Counter

from desktop.documents import destruction_act, fonts, pdf
from desktop.documents.destruction_act import Act
from desktop.documents.setting import NOTE
from desktop.domain.cases import Case
from desktop.domain.letters import Keeper, RegisterEntry
from desktop.operations import copies, destroying
from desktop.operations.destroying import Going
from desktop.storage import records, settings
from desktop.storage.vault import Vault


def act_of(vault: Vault, going: Going) -> Act:
    """What the record of this destruction says. Raises NotFound, DataDamaged."""
    case = records.get(vault, Case, going.case)
    entries = records.of_case(vault, RegisterEntry, case.id)
    kinds = Counter((*going.own.values(), *going.alone.values()))
    return Act(
        number=case.number,
        lawyer=settings.read(vault, "lawyer.name"),
        counts=dict(kinds),
        shared=len(going.shared),
        with_lawyer=sum(each.count for entry in entries for each in entry.originals if each.keeper is Keeper.LAWYER),
        backups=tuple(sorted(Counter(stick for _file, stick in holding(vault, case.opened_at)).items())),
        colleagues=len(going.colleagues),
    )


def holding(vault: Vault, opened_at: str) -> tuple[tuple[str, str], ...]:
    """The backups that may hold a case that was opened then, each with what its stick is called."""
    names, made = copies.nicknames(vault), copies.made(vault)
    files = set(destroying.may_hold(vault, opened_at))
    return tuple(
        (each.file, names.get(each.stick_id) or each.stick or each.folder.rpartition("/")[2]) for each in made if each.file in files
    )


def act_pdf(act: Act, language: str) -> bytes:
    """The record as a PDF. Raises FontMissing, PageFailed."""
    return pdf.render(destruction_act.blocks(act, language), font=fonts.chosen(), style=NOTE)
