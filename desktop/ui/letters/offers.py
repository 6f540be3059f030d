"""Offers: the documents that can be begun for somebody, in the order in which they are offered."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from desktop.documents.templates import Template
from desktop.domain.template_marks import TemplateMark
from desktop.operations import template_marks


class Group(IntEnum):
    """Where a document stands, in this order."""

    FITS = 0
    MAY_REFUSE = 1
    NOT_FOR_HIM = 2  # for others, or not yet
    ARCHIVE = 3


@dataclass(frozen=True)
class Offer:
    """A template, why it stands where it stands, and who read it."""

    template: Template
    group: Group
    mark: TemplateMark | None = None

    @property
    def id(self) -> str:
        """Which template it is."""
        return self.template.id

    @property
    def is_checked(self) -> bool:
        """Whether somebody read the text as it is now."""
        return template_marks.holds(self.mark, self.template)


def offers(every: Iterable[Template], category: str = "", day: date | None = None) -> tuple[Offer, ...]:
    """Those of the templates that are in Russian, in the order in which they are offered to somebody who serves like that."""
    found = [Offer(template, _group(template, category, day)) for template in every if template.language == "ru"]
    return tuple(sorted(found, key=lambda offer: (offer.group, offer.template.order, offer.id)))


def _group(template: Template, category: str, day: date | None) -> Group:
    if template.archive or (day and template.is_past(day)):
        return Group.ARCHIVE
    if not template.fits(category, day or template.valid_from or date.max):
        return Group.NOT_FOR_HIM
    return Group.MAY_REFUSE if template.gated else Group.FITS
