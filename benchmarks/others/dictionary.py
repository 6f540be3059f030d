"""Surnames, patronymics and first names of the OpenCorpora dictionary in six cases, a line each: runs where pymorphy3 is installed.

A line: part, sex, the six forms (a slash between forms that stand beside each other), separated by tabs.
"""

import sys

import pymorphy3

CASES = ("nomn", "gent", "datv", "accs", "ablt", "loct")
PARTS = {"Surn": "surname", "Patr": "patronymic", "Name": "name"}
SEXES = {"masc": "m", "femn": "f", None: "mf"}  # a surname that is the same for both is two lines


def main() -> None:
    """Print every entry of the dictionary that has all six cases in the singular, once."""
    analyser, told = pymorphy3.MorphAnalyzer(), set()
    for word, tag, normal, *_ in analyser.dictionary.iter_known_words():
        part = next((name for mark, name in PARTS.items() if mark in tag), None)
        if part is None or tag.case != "nomn" or tag.number != "sing":
            continue
        entry = next(each for each in analyser.parse(word) if each.tag == tag and each.normal_form == normal)
        forms: dict[str, list[str]] = {}
        for form in entry.lexeme:
            if form.tag.number == "sing" and form.tag.gender == tag.gender and form.word not in forms.setdefault(form.tag.case, []):
                forms[form.tag.case].append(form.word)
        if not all(forms.get(case) for case in CASES):
            continue
        for sex in SEXES[tag.gender]:
            line = "\t".join((part, sex, *("/".join(forms[case]) for case in CASES)))
            if line not in told:
                told.add(line)
                sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    main()
