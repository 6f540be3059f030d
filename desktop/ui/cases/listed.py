"""What is listed: read from the vault, put in order, narrowed; and by what, in words."""

from dataclasses import replace

from desktop.domain.caseload import NOTHING, Axis, CaseView, Filter, Layout, axes, folded, narrowed, ordered, without
from desktop.domain.cases import CaseRow, Category, Situation, Stage
from desktop.i18n import _
from desktop.operations import caseload
from desktop.storage import cases, records
from desktop.ui import choices
from desktop.ui.cases import columns, said
from desktop.ui.session import Session

AT_FIRST = 60  # rows: more than any screen shows


class Listed:
    """Holds the rows and what is chosen. It shows nothing, and reads only when it is told to."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.filter, self._given = NOTHING, list[Axis]()  # what is chosen, and on which axes, one after the other
        self.view: CaseView | None = None  # the view of hers that is shown, until something else is chosen
        self.layout = columns.layout_or_usual(caseload.list_as_left(session.vault).layout)
        self.rows: list[CaseRow] = []  # in order
        self.whole = 0  # how many there are, whether they are read yet or not
        self._found: list[CaseRow] = []  # as they were read
        self._known: list[str] = []  # what each row is known by

    # --- reading

    def read_first(self) -> bool:
        """Read the rows in sight; True where that is all there is to read now."""
        vault = self._session.vault
        if self.layout.order or self._session.visit is not None:
            self.read()
            return True
        self._take(cases.rows(vault, limit=AT_FIRST))
        self.whole = cases.count(vault)
        return len(self.rows) == self.whole

    def read(self) -> None:
        """Read all rows. Beside a visitor that is the open file."""
        if self.view is not None:
            # It may have been renamed or removed since.
            known = records.find(self._session.vault, CaseView, self.view.id)
            self.view = known if known is not None and not known.removed_at else None
        rows = cases.rows(self._session.vault, closed=self.filter.closed)
        self._take(rows if self._session.visit is None else [row for row in rows if self._session.shows(row.id)])

    def _take(self, rows: list[CaseRow]) -> None:
        self._found, self.whole = rows, len(rows)
        self._put_in_order()

    def _put_in_order(self) -> None:
        self.rows, self._known = ordered(self._found, self.layout.order), []

    def prepare(self) -> None:
        """Make what words are looked for in. It takes 10 ms for ten thousand rows, so it is made once the list stands, not at a key."""
        if not self._known:
            self._known = _known(self.rows)

    def shown(self) -> list[CaseRow]:
        """The rows that what is chosen lets through."""
        if self.filter.words:
            self.prepare()
        return narrowed(self.rows, self._known, self.filter, self._session.today)

    # --- choosing

    def choose(self, axis: Axis, wanted: Filter) -> bool:
        """Choose something on an axis; True where the rows must be read anew for it."""
        before, self.filter = self.filter, wanted
        self._given = [each for each in self._given if each is not axis] + [axis]
        if self.view is not None and self.view.filter != wanted:
            self.view = None
        return before.closed != wanted.closed

    def rename_tag(self, tag: str, name: str) -> None:
        """Go on showing the files with a tag that is called otherwise now."""
        tags = tuple(dict.fromkeys(name if folded(each) == folded(tag) else each for each in self.filter.tags))
        self.filter = replace(self.filter, tags=tags)

    def lay_out(self, layout: Layout) -> None:
        """Show these columns, in this order of rows."""
        is_other = layout.order != self.layout.order
        self.layout = layout
        if is_other:
            self._put_in_order()

    def show_view(self, view: CaseView) -> None:
        """Choose what a view of hers keeps. The rows are to be read anew."""
        self.filter, self._given, self.view = view.filter, list(axes(view.filter)), view
        self.layout = columns.layout_or_usual(view.layout)

    def as_view(self) -> CaseView:
        """What is chosen, as a view that is not kept yet."""
        return CaseView(id="", name=self.view.name if self.view else "", filter=self.filter, layout=self.layout)

    def last_axis(self) -> Axis | None:
        """On which axis something was chosen last; None where nothing is chosen."""
        on = axes(self.filter)
        return next((axis for axis in reversed(self._given) if axis in on), on[-1] if on else None)

    def without_last(self) -> tuple[Axis, Filter] | None:
        """The filter with what was chosen last taken away; None where nothing is chosen."""
        last = self.last_axis()
        return (last, without(self.filter, last)) if last is not None else None

    def words(self, count: int) -> str:
        """How many files are shown, and by what they were chosen."""
        chosen = said.filter_words(self.filter)
        words = said.count_words(count if chosen else self.whole, self.whole)
        if chosen:
            words = _("{count}: {chosen}").format(count=words, chosen=chosen)
        if last := self.last_axis():
            words = _("{words}. Esc takes away: {what}").format(words=words, what=said.title(last))
        return words


def _known(rows: list[CaseRow]) -> list[str]:
    # Ten thousand rows speak of a few dozen stages: each is translated once. All are folded as one text.
    categories, stages, situations = ({str(code): text for code, text in choices.words(kind)} for kind in (Category, Stage, Situation))
    texts = [
        f"{row.number} {row.pseudonym} {row.unit} {row.next_title} {row.tag_lines} {categories[row.category_code]}"
        f" {stages[row.stage_code]} {situations[row.situation_code]}".replace("\n", " ")
        for row in rows
    ]
    return folded("\n".join(texts)).split("\n")
