"""A process of its own that reads altered template files within hard limits: `altered_templates FILES BYTES SECONDS`."""

import resource
import sys
from random import Random

from desktop import words
from desktop.documents import compose, layout, template_file, template_remarks, template_samples, templates
from desktop.documents.template_samples import Sample
from desktop.domain.errors import TemplateBroken
from tests.documents import hostile_templates

SEED = 5_061
_PIECES = (
    "{{ ", " }}", "{% ", " %}", "{#", "#}", "|lines", "|dative", "|sex(", "for x in ", "set a = ", "if client", "endif", "endfor",
    " ~ ", "[", "]", "{", "}", "(", ")", '"', "'", "\\", "\n", "+++\n", "[[field]]\n", ".", "client", "unit", "items", "a", "\u0000",
    "\u202e", "  ", "\u2014", "9", "*",
)  # fmt: skip


def altered(chance: Random, whole: list[str]) -> bytes:
    """A file made of one or two of these, with some pieces put in, taken out, doubled and moved."""
    text = chance.choice(whole)
    if chance.random() < 0.2:
        other = chance.choice(whole)
        text = text[: chance.randrange(len(text) + 1)] + other[chance.randrange(len(other) + 1) :]
    for _ in range(chance.choice((0, 1, 1, 1, 2, 3, 8, 40))):
        start = chance.randrange(len(text) + 1)
        end = min(len(text), start + chance.choice((1, 2, 5, 20, 200)))
        deed = chance.randrange(6)
        if deed == 0:
            text = text[:start] + text[end:]
        elif deed == 1:
            text = text[:start] + chance.choice(_PIECES) * chance.choice((1, 1, 2, 50, 2000)) + text[start:]
        elif deed == 2:
            text = text[:start] + text[start:end] * chance.choice((2, 3, 300)) + text[end:]
        elif deed == 3:
            text = text[:start] + chance.choice(("слово", " ", ",", "Ё", "№ 5 ", "\n\n")) * chance.choice((1, 1, 200)) + text[start:]
        elif deed == 4:
            place = chance.randrange(len(text) + 1)
            text = text[:place] + text[start:end] + text[place:]
        else:
            text = text[:start] + chance.choice(_PIECES) + text[end:]
    made = text.encode("utf-8", "surrogatepass")
    if chance.random() < 0.05 and made:
        place = chance.randrange(len(made))
        made = made[:place] + bytes([made[place] ^ (1 << chance.randrange(8))]) + made[place + 1 :]
    return made


def use(untrusted: bytes) -> bool:
    """Whether the file is a template; if so, texts were made of it."""
    try:
        template = templates.complete(template_file.read(untrusted, "x"))
        template_samples.try_out(template)
        template_remarks.remarks(template, ())
        composed = compose.compose(template, template_samples.facts_of(Sample.MAN, template))
    except TemplateBroken as error:
        sentence = words.explain(error)
        if "\n" in sentence or not sentence.endswith("."):
            raise AssertionError(sentence) from error
        return False
    layout.blocks(composed.text)
    composed.text.encode("utf-8")
    if template_file.read(template_file.write(template).encode(), "x").fields != template.fields:
        raise AssertionError(untrusted)
    return True


def main(files: int, memory: int, seconds: int) -> None:
    """Read that many altered files; print how many were refused, and how many taken."""
    # Mostly good ones, so that enough of them still are when they were altered.
    whole = [template_file.write(template) for template in templates.catalogue()] * 20
    whole += [hostile_templates.HEAD + body for body in hostile_templates.bodies()] + list(hostile_templates.heads())
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    chance, taken = Random(SEED), 0
    for number in range(files):
        untrusted = altered(chance, whole)
        try:
            taken += use(untrusted)
        except BaseException:
            print(number, untrusted[:3000], file=sys.stderr)
            raise
    print(files - taken, taken)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
