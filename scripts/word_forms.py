"""Makes resources/lists/word-forms.xz: which stems belong to one word. Runs where pymorphy3, its dictionary and snowballstemmer are.

Snowball gives «пиш» and «писа», «человек» and «люд» for forms of one word. For each such stem the file has a line: the stem, a tab, and the
stems of the words it can belong to. Verbs of both aspects («вызвать», «вызывать») count as one word: found by how the second is made
from the first, where the dictionary has both, and from `verb-pairs.txt`, which is ours. Takes five minutes.
"""

import json
import lzma
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pymorphy3
import snowballstemmer

HERE = Path(__file__).parent
OUT = HERE.parent / "resources" / "lists" / "word-forms.xz"
# Pronouns, prepositions and the like stand in every sentence and are looked for by nobody; these verbs are rare, their forms are not.
LEFT_OUT, RARE = {"NPRO", "PREP", "CONJ", "PRCL", "INTJ", "PRED", "NUMR"}, {"деть", "деться"}
SOFTENED = {
    "ст": ("щ", "ск"), "д": ("жд", "ж"), "т": ("ч", "щ"), "з": ("ж",), "с": ("ш",), "б": ("бл",), "п": ("пл",), "в": ("вл",), "м": ("мл",),
    "ф": ("фл",), "сл": ("шл",), "зд": ("зж",), "г": ("ж",), "к": ("ч",),
}  # fmt: skip
# The end of a perfective verb and the ends that its imperfective can have instead; «*» takes «о» before it for «а», too.
ENDS = (
    ("ить", ("*ивать", "*ывать", "ать", "ять")), ("ать", ("*ывать", "*ивать", "авать")), ("ять", ("*ивать", "ять", "евать", "имать")),
    ("еть", ("евать", "*ивать")), ("ыть", ("ывать",)), ("уть", ("увать",)), ("нуть", ("ать", "гать", "кать", "хать", "*ивать", "*ывать")),
    ("оть", ("*ывать",)), ("ести", ("одить", "осить", "етать")), ("езти", ("озить",)), ("йти", ("ходить",)), ("зти", ("зать",)),
    ("сть", ("дать", "тать", "довать")), ("сти", ("сать", "стать")), ("ечь", ("екать", "егать", "игать")), ("очь", ("огать",)),
    ("чь", ("гать",)), ("слать", ("сылать",)), ("ехать", ("езжать", "ъезжать")), ("ереть", ("ирать",)), ("брать", ("бирать",)),
    ("звать", ("зывать",)), ("ждать", ("жидать",)), ("гнать", ("гонять",)), ("рвать", ("рывать",)), ("спать", ("сыпать",)),
)  # fmt: skip

stem = snowballstemmer.stemmer("russian").stemWord


def main() -> None:
    """Write the file, and say how many lines it has."""
    analyser = pymorphy3.MorphAnalyzer()
    stems_of = _stems(analyser)
    leads = defaultdict(set)
    for word, stems in stems_of.items():
        for each in stems - {stem(word)}:
            leads[each].add(stem(word))
    for imperfective, perfective in _pairs(analyser, set(stems_of)):
        for each in (stems_of.get(imperfective, set()) | {stem(imperfective)}) - {stem(perfective)}:
            leads[each].add(stem(perfective))
    lines = sorted(f"{each}\t{' '.join(sorted(words))}\n" for each, words in leads.items() if re.fullmatch("[а-я]{2,}", each))
    OUT.write_bytes(lzma.compress("".join(lines).encode("cp1251"), preset=9))
    print(json.dumps({"lines": len(lines), "bytes": OUT.stat().st_size}))


def _stems(analyser: pymorphy3.MorphAnalyzer) -> dict[str, set[str]]:
    """The stems of each word that has several."""
    by_paradigm, known = defaultdict(set), {}
    for form, tag, normal, paradigm, _ in analyser.dictionary.iter_known_words():
        if not tag.grammemes & {"Abbr", "Erro"}:
            plain = form.replace("ё", "е")
            if plain not in known:
                known[plain] = stem(plain)
            by_paradigm[normal.replace("ё", "е"), paradigm].add(known[plain])
    found = defaultdict(set)
    for (word, _), stems in by_paradigm.items():
        if len(stems) > 1 and word not in RARE and not _is_left_out(analyser, word):
            found[word] |= stems
    return found


def _is_left_out(analyser: pymorphy3.MorphAnalyzer, word: str) -> bool:
    if len(word) > 6:
        return False
    readings = [each for each in analyser.parse(word) if each.normal_form.replace("ё", "е") == word]
    return bool(readings) and all(each.tag.POS in LEFT_OUT for each in readings)


def _pairs(analyser: pymorphy3.MorphAnalyzer, words: set[str]) -> Iterator[tuple[str, str]]:
    """Verbs of which the first is the imperfective of the second."""
    of_aspect = {"perf": set(), "impf": set()}
    for word in words:
        if re.search("(ть|ти|чь)(ся|сь)?$", word):
            for each in analyser.parse(word):
                if each.tag.POS == "INFN" and each.is_known and each.normal_form.replace("ё", "е") == word:
                    of_aspect[each.tag.aspect].add(word)
    for perfective in sorted(of_aspect["perf"]):
        for made in _made_of(perfective) & of_aspect["impf"] - {perfective}:
            yield made, perfective
    for line in (HERE / "verb-pairs.txt").read_text("utf-8").splitlines():
        imperfective, *perfectives = line.split()
        yield from ((imperfective, each) for each in perfectives)


def _made_of(perfective: str) -> set[str]:
    reflexive = "ся" if perfective.endswith(("ся", "сь")) else ""
    verb = perfective[:-2] if reflexive else perfective
    made = set()
    for end, others in ENDS:
        if verb.endswith(end):
            base = verb[: -len(end)]
            bases = {
                base,
                *(base[: -len(hard)] + soft for hard, softs in SOFTENED.items() if end == "ить" and base.endswith(hard) for soft in softs),
            }
            for other in others:
                made |= {each + other.strip("*") for each in bases}
                if other.startswith("*"):
                    made |= {"а".join(each.rsplit("о", 1)) + other[1:] for each in bases}
    return {each + reflexive for each in made}


if __name__ == "__main__":
    main()
