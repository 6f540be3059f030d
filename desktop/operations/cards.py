"""Cards: her own, made once, and those of colleagues, compared by voice before anything is entrusted to them."""

from dataclasses import replace
from pathlib import Path

from desktop.domain.errors import BadInput, NotFound
from desktop.domain.transfers import OWN_CARD, Colleague, OwnCard
from desktop.storage import cards, records, tokens
from desktop.storage.cards import Card, fingerprint, from_text, text_of
from desktop.storage.disk import told
from desktop.storage.vault import Vault

__all__ = ["Card", "card_of", "card_pdf", "card_text", "changed_cards", "colleague_of", "colleagues", "fingerprint", "from_text",
           "mark_compared", "own_card", "own_keys", "put_card", "read_card", "remove_colleague", "take_card", "write_card"]  # fmt: skip


def own_card(vault: Vault) -> Card | None:
    """Her card; None as long as she has none."""
    own = records.find(vault, OwnCard, OWN_CARD)
    return cards.of_own(own) if own else None


def put_card(vault: Vault, name: str) -> Card:
    """Make her card, or give the one there is another name; its keys stay. Raises BadInput("card-name", "form")."""
    if not cards.is_name(name.strip()):
        raise BadInput("card-name", "form")
    own = replace(own_keys(vault), name=name.strip())
    with vault.transaction():
        records.save(vault, own)
    return cards.of_own(own)


def own_keys(vault: Vault) -> OwnCard:
    """The keys behind her card; new ones, not kept yet, where she has none."""
    known = records.find(vault, OwnCard, OWN_CARD)
    if known:
        return known
    sealing, signing = cards.new_keys()
    return OwnCard(id=OWN_CARD, sealing=sealing, signing=signing, made_at=vault.now().isoformat())


def card_text(vault: Vault) -> str:
    """Her card as text, to be written to a file, shown as a QR code, or read out. Raises BadInput("card", "missing")."""
    card = own_card(vault)
    if card is None:
        raise BadInput("card", "missing")
    return text_of(card)


def write_card(vault: Vault, path: Path) -> None:
    """Write her card into a file. Raises BadInput("card", "missing"), DiskFull, DiskFailed, VaultReadOnly."""
    text = card_text(vault)
    with told():
        path.write_text(text, encoding="utf-8")


def card_pdf(vault: Vault, language: str) -> bytes:
    """Her card as a page: name, fingerprint, QR code and text. Raises BadInput("card", "missing"), FontMissing, PageFailed."""
    # Only a sheet needs ReportLab, which takes its time to load.
    from desktop.documents.card_sheet import card_sheet

    card = own_card(vault)
    if card is None:
        raise BadInput("card", "missing")
    return card_sheet(card.name, fingerprint(card), text_of(card), language)


def read_card(path: Path) -> Card:
    """The card in a file. Raises NotFound("file"), DiskFailed, BadInput, FileTooNew."""
    if not path.is_file():
        raise NotFound("file")
    with told(), path.open("rb") as file:
        untrusted = file.read(cards.LARGEST + 1)
    try:
        return from_text(untrusted.decode("utf-8"))
    except UnicodeDecodeError:
        raise BadInput("card", "form") from None


def colleagues(vault: Vault) -> list[Colleague]:
    """The cards she has, in the order they came."""
    return records.every(vault, Colleague)


def card_of(colleague: Colleague) -> Card:
    """The card of a colleague."""
    return Card(colleague.name, colleague.sealing, colleague.verifying)


def colleague_of(vault: Vault, card: Card) -> Colleague | None:
    """Whose card this is, going by both its keys; None if it is not known."""
    return next((each for each in colleagues(vault) if (each.sealing, each.verifying) == (card.sealing, card.verifying)), None)


def changed_cards(vault: Vault, card: Card) -> list[Colleague]:
    """Known cards of the same name, or with one key the same, that have other keys: a new card of hers, or somebody else's."""
    name = tokens.plain(card.name).strip()
    return [
        each
        for each in colleagues(vault)
        if (each.sealing, each.verifying) != (card.sealing, card.verifying)
        and (tokens.plain(each.name).strip() == name or each.sealing == card.sealing or each.verifying == card.verifying)
    ]


def take_card(vault: Vault, card: Card) -> Colleague:
    """Keep a colleague's card, not compared yet; one that is known stays as it is. Raises BadInput("card", "own")."""
    if (own := own_card(vault)) is not None and (card.sealing == own.sealing or card.verifying == own.verifying):
        raise BadInput("card", "own")
    known = colleague_of(vault, card)
    if known is not None:
        return known
    now = vault.now().isoformat()
    colleague = Colleague(id=vault.new_id(), name=card.name, sealing=card.sealing, verifying=card.verifying, came_at=now)
    with vault.transaction():
        records.save(vault, colleague)
    return colleague


def mark_compared(vault: Vault, colleague: Colleague, *, compared: bool = True) -> Colleague:
    """Note that the fingerprint was compared with her by voice today; or take that back."""
    marked = replace(colleague, compared_on=vault.today().isoformat() if compared else "")
    with vault.transaction():
        records.save(vault, marked)
    return marked


def remove_colleague(vault: Vault, colleague: Colleague) -> Colleague:
    """Put a card away."""
    removed = replace(colleague, removed_at=vault.now().isoformat())
    with vault.transaction():
        records.save(vault, removed)
    return removed
