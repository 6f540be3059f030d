"""Recovery words: what is printed can be typed back, by a tired person, in any way people type."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mnemonic import Mnemonic

from desktop.domain.errors import BadInput
from desktop.storage.recovery_words import completions, entropy_from_words, words_from_entropy

entropies = st.binary(min_size=32, max_size=32)
languages = st.sampled_from(["ru", "en"])

entropy_from_words("abandon " * 23 + "art")  # the lists are read once, and not in the first example of a law


def composed_list(language: str) -> list[str]:
    return [unicodedata.normalize("NFC", word) for word in Mnemonic(language).wordlist]


@pytest.mark.parametrize(
    ("entropy", "words"),
    [
        ("00" * 32, "abandon " * 23 + "art"),
        ("ff" * 32, "zoo " * 23 + "vote"),
        ("7f" * 32, "legal winner thank year wave sausage worth useful " * 2 + "legal winner thank year wave sausage worth title"),
        (
            "80" * 32,
            "letter advice cage absurd amount doctor acoustic avoid " * 2 + "letter advice cage absurd amount doctor acoustic bless",
        ),
    ],
)
def test_they_are_the_words_of_bip39(entropy, words):
    assert " ".join(words_from_entropy(bytes.fromhex(entropy), "en")) == words.strip()
    assert entropy_from_words(words).hex() == entropy


@given(entropies, languages)
def test_what_is_printed_can_be_typed_back(entropy, language):
    words = words_from_entropy(entropy, language)

    assert len(words) == 24
    assert entropy_from_words(" ".join(words)) == entropy


@given(entropies, languages, st.sampled_from(["NFC", "NFD", "NFKC", "NFKD"]), st.sampled_from([str.upper, str.title, str.lower]))
def test_composition_capitals_and_line_breaks_do_not_matter(entropy, language, form, capitals):
    words = words_from_entropy(entropy, language)

    typed = "\u00a0\t".join(words[:12]) + "\r\n\n" + " \u3000 ".join(words[12:]) + "\n"

    assert entropy_from_words(unicodedata.normalize(form, capitals(typed))) == entropy


@given(entropies, languages, st.integers(4, 7), st.sampled_from(["NFC", "NFD"]))
def test_four_letters_are_enough(entropy, language, letters, form):
    typed = " ".join(word[:letters] for word in words_from_entropy(entropy, language))

    assert entropy_from_words(unicodedata.normalize(form, typed)) == entropy


@given(entropies)
def test_i_for_short_i_and_yo_for_ye_are_forgiven(entropy):
    typed = " ".join(words_from_entropy(entropy, "ru"))

    assert entropy_from_words(typed.replace("й", "и")) == entropy
    assert entropy_from_words(typed.replace("е", "ё")) == entropy


@pytest.mark.parametrize("language", ["russian", "english"])
def test_no_two_words_of_a_list_share_four_letters(language):
    words = composed_list(language)

    assert len({word[:4] for word in words}) == 2048


def test_no_two_russian_words_differ_by_short_i_or_yo_alone():
    assert len({word.replace("й", "и").replace("ё", "е") for word in composed_list("russian")}) == 2048


@pytest.mark.parametrize("count", [0, 1, 12, 23, 25])
def test_another_number_of_words_is_told(count):
    with pytest.raises(BadInput) as slip:
        entropy_from_words("abandon " * count)

    assert (slip.value.field, slip.value.reason) == ("words", "count")


@pytest.mark.parametrize("wrong", ["xyzzy", "aba", "abandonx", "абзац", "'", "🔑"])
@pytest.mark.parametrize("place", [1, 7, 24])
def test_the_first_word_on_no_list_is_named_by_its_place(wrong, place):
    words = ["abandon"] * 23 + ["art"]
    words[place - 1] = wrong

    with pytest.raises(BadInput) as slip:
        entropy_from_words(" ".join(words))

    assert slip.value.reason == f"unknown:{place}"
    assert slip.value.args == ("words", slip.value.reason)


def test_words_that_do_not_belong_together_are_told():
    with pytest.raises(BadInput) as slip:
        entropy_from_words("abandon " * 24)

    assert slip.value.reason == "checksum"


def test_completion_offers_the_words_that_begin_so():
    assert completions("Аб", "ru")[:2] == ("абзац", "абонент")
    assert completions("вой", "ru") == ("война", "войско")
    assert completions(unicodedata.normalize("NFD", "вой"), "ru") == ("война", "войско")
    assert completions("zo", "en") == ("zone", "zoo")
    assert completions("ъ", "ru") == ()


@pytest.mark.parametrize("language", ["ru", "en"])
def test_every_word_that_can_be_printed_is_made_of_letters(language):
    # 2048 words, 24 to a sheet: each comes first on one of these.
    words = {words_from_entropy((number << 245).to_bytes(32, "big"), language)[0] for number in range(2048)}

    assert len(words) == 2048
    assert [word for word in words if not word.isalpha()] == []
