"""From what is wrong, or only strange, in a template to the sentence its author reads."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from desktop.domain.errors import TemplateBroken
from desktop.i18n import N_, _

if TYPE_CHECKING:
    # Errors are explained before the first page is painted, and Jinja is not needed for that.
    from desktop.documents.template_remarks import Remark

_BROKEN: Mapping[str, str] = {
    "unknown": N_("Line {line}: no document has “{name}”; choose a placeholder, or make a field of that name."),
    "unfit": N_("Line {line}: this cannot be made of the data of a case; look at what the line says."),
    "syntax": N_("Line {line}: what stands between the braces cannot be read; compare it with a placeholder of the list."),
    "tag": N_("Line {line}: a template may say if, for and set, and not {name}; take it out."),
    "expression": N_("Line {line}: {name} cannot be used in a template; take a placeholder of the list instead."),
    "number": N_("Line {line}: {name} stands without quotation marks; put them around it."),
    "filter": N_("Line {line}: {name} is no form that a placeholder can have; take one of the list."),
    "arguments": N_("Line {line}: {name} has too many words in its brackets, or too few; compare it with the list."),
    "person": N_("Line {line}: {name} can be said of a person only; put it behind the client, the commander or another person."),
    "cases": N_("Line {line}: {name} can be said of a person, a rank, a post or a unit only; a plain text does not decline."),
    "attribute": N_("Line {line}: {name} is nothing that can be asked for with a dot; take a placeholder of the list."),
    "call": N_("Line {line}: brackets like these can stand behind get and endswith only; take them out."),
    "table": N_("Line {line}: a table needs one of its words in [ ] behind it, and text in all its places."),
    "loop": N_("Line {line}: only the lines of one field can be gone through, and not one inside of another."),
    "taken": N_("Line {line}: the name {name} stands for something else already; choose another one."),
    "deep": N_("Line {line}: too much stands inside of one another; take some of it apart."),
    "much": N_("Line {line}: the template says too much for one; make two of it."),
    "grows": N_("The text grows longer than anybody could read; let the template say less, or the fields."),
    "sign": N_("Line {line}: a sign stands there that nobody sees ({name}); delete it."),
    "line": N_("Line {line}: the line is too long; divide it."),
    "file": N_("The file is too big for a template: it can have 100 KB."),
    "encoding": N_("Line {line}: this is no text in UTF-8; save the file as plain text again."),
    "fence": N_("This is no template: it has to begin with a head between two lines of +++."),
    "toml": N_("Line {line}: the head cannot be read; compare it with another template."),
    "head": N_("Line {line}: the head says of “{name}” what no template can have; correct it or take it out."),
}
_REMARKS: Mapping[str, str] = {
    "unused": N_("The field “{what}” stands nowhere in the text."),
    "title": N_("There is no Russian title."),
    "empty": N_("There is no text yet."),
    "refuses": N_("Line {line}: “{what}” refuses; the check before printing will ask what was explained."),
    "name": N_("Line {line}: “{what}” looks like the name of a real person; put a placeholder there."),
    "unit": N_("Line {line}: “{what}” looks like the number of a real unit; put a placeholder there."),
    "phone": N_("Line {line}: “{what}” looks like a telephone number; put a field there."),
    "paper": N_("Line {line}: “{what}” looks like the number of a paper; put a field there."),
    "unlabelled": N_("The field “{what}” has no Russian name."),
}


def broken(error: TemplateBroken, *, before: int = 0) -> str:
    """Why a template cannot be used, in one sentence; `before` lines of its file are not seen here and do not count."""
    why = error.why or ("unknown" if error.name else "unfit")
    return _(_BROKEN[why]).format(line=max(error.line - before, 1), name=error.name)


def remark_words(remark: "Remark") -> str:
    """What is strange in a template, in one sentence."""
    return _(_REMARKS[remark.code]).format(line=remark.line, what=remark.what)
