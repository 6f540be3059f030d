"""Makes resources/lists/word-forms.xz: which words a form can belong to. Runs where pymorphy3, its dictionary and snowballstemmer are.

Snowball gives «пиш» and «писа», «человек» and «люд» for forms of one word, and «груд» for forms of two. The file has sets of endings, a
line each, an empty line, and then a line for each stem that is not that of one word alone: the stem, a tab, and the marks of the words it
can belong to, each with the number of the endings (to the base 36) that its forms have behind this stem. The mark of a word is its own
stem, with a number behind it where several words would have the same. Verbs of both aspects («вызвать», «вызывать») count as one word:
found by how the second is made from the first, where the dictionary has both, and from `verb-pairs.txt`, which is ours; so do verbs with
and without «-ся». Takes five minutes.
"""

import json
import lzma
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
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
    words = _words(analyser)
    perfective = defaultdict(set)
    for one, other in _pairs(analyser, set(words)):
        if one in words and other in words and _whole(one, words) != _whole(other, words):
            perfective[_whole(one, words)].add(_whole(other, words))
    forms = defaultdict(lambda: defaultdict(set))
    for word, by_stem in words.items():
        for each, endings in by_stem.items():
            forms[_whole(word, words)][each] |= endings
    lines = _lines(forms, perfective)
    sets = Counter(endings for line in lines.values() for endings in line.values() if endings)
    numbers = {endings: number for number, endings in enumerate(sorted(sets, key=lambda each: (-sets[each], sorted(each))))}
    text = "".join("-" + ",".join(sorted(endings)) + "\n" for endings in numbers) + "\n"
    for each, line in sorted(lines.items()):
        marks = (mark + (f":{_in_base_36(numbers[endings])}" if endings else "") for mark, endings in sorted(line.items()))
        text += f"{each}\t{' '.join(marks)}\n"
    OUT.write_bytes(lzma.compress(text.encode("cp1251"), preset=9 | lzma.PRESET_EXTREME))
    print(json.dumps({"lines": len(lines), "sets": len(numbers), "bytes": OUT.stat().st_size}))


def _lines(forms: Mapping[str, Mapping[str, set[str]]], perfective: Mapping[str, set[str]]) -> dict[str, dict[str, frozenset[str] | None]]:
    """For each stem the marks of its words with their endings there; None where every ending is one of them."""
    of_stem = defaultdict(set)
    for word, by_stem in forms.items():
        for each in by_stem:
            of_stem[each].add(word)
    marks = _marks(forms, of_stem, perfective)
    second = {word for words in perfective.values() for word in words}
    lines = {}
    for each, words in of_stem.items():
        line = defaultdict(set)
        for word in words:
            leads = {marks[other] for other in perfective.get(word, ())}
            for mark in leads if leads and word not in second else leads | {marks[word]}:
                line[mark] |= forms[word][each]
        if re.fullmatch("[а-я]{2,}", each) and set(line) != {each}:
            lines[each] = {mark: None if len(line) == 1 else frozenset(endings) for mark, endings in line.items()}
    return lines


def _marks(
    forms: Mapping[str, Mapping[str, set[str]]], of_stem: Mapping[str, set[str]], perfective: Mapping[str, set[str]]
) -> dict[str, str]:
    """A mark for each word. That of a word with one stem, which no other has, is this stem: the file need not say so."""
    second = {word for words in perfective.values() for word in words}
    alone = {word for word, by_stem in forms.items() if len(by_stem) == 1 and len(of_stem[next(iter(by_stem))]) == 1
             and word not in perfective and word not in second}  # fmt: skip
    marks, used = {word: next(iter(forms[word])) for word in alone}, Counter()
    for word in sorted(set(forms) - alone):
        name = stem(word)
        marks[word] = name + (str(used[name]) if used[name] else "")
        used[name] += 1
    return marks


def _words(analyser: pymorphy3.MorphAnalyzer) -> dict[str, dict[str, set[str]]]:
    """For each word of the dictionary the stems of its forms, and what stands behind each."""
    found, known = defaultdict(lambda: defaultdict(set)), {}
    for form, tag, normal, _, _ in analyser.dictionary.iter_known_words():
        if not tag.grammemes & {"Abbr", "Erro"}:
            plain = form.replace("ё", "е")
            if plain not in known:
                known[plain] = stem(plain)
            found[normal.replace("ё", "е")][known[plain]].add(plain[len(known[plain]) :])
    return {word: stems for word, stems in found.items() if word not in RARE and not _is_left_out(analyser, word)}


def _whole(word: str, words: Collection[str]) -> str:
    """A verb without its «-ся», where it is a verb without it."""
    bare = word[:-2]
    return bare if re.search("(ть|ти|чь)(ся|сь)$", word) and bare in words else word


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


def _in_base_36(number: int) -> str:
    digits = ""
    while number or not digits:
        number, digit = divmod(number, 36)
        digits = "0123456789abcdefghijklmnopqrstuvwxyz"[digit] + digits
    return digits


if __name__ == "__main__":
    main()
