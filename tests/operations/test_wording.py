"""Her lists of words: the shipped ones apply, hers are added, and what she took out comes back."""

import pytest

from desktop.documents import refusing, risky
from desktop.domain.errors import BadInput
from desktop.operations import wording
from desktop.operations.settings import set_setting
from desktop.storage.vault import Vault


def test_until_she_says_something_the_shipped_lists_apply(vault: Vault) -> None:
    assert wording.refusing_phrases(vault) == refusing.shipped()
    assert wording.risks(vault) == risky.shipped()


def test_her_words_are_added_and_taken_away_again(vault: Vault) -> None:
    set_setting(vault, wording.RISKY, wording.added(wording.own(vault, wording.RISKY), "  зелёнк*  "))
    assert wording.risks(vault)[-1].phrase == "зелёнк*"

    set_setting(vault, wording.RISKY, wording.without(wording.own(vault, wording.RISKY), "зелёнк*"))
    assert wording.risks(vault) == risky.shipped()


def test_a_shipped_risky_word_can_be_taken_out_and_put_back(vault: Vault) -> None:
    gone = risky.shipped()[3].phrase
    set_setting(vault, wording.RISKY_OUT, wording.added((), gone))
    assert gone not in {risk.phrase for risk in wording.risks(vault)}

    set_setting(vault, wording.RISKY_OUT, wording.without(wording.own(vault, wording.RISKY_OUT), gone))
    assert wording.risks(vault) == risky.shipped()


def test_no_shipped_phrase_that_refuses_can_be_taken_out(vault: Vault) -> None:
    set_setting(vault, wording.REFUSING, "я пас")

    assert wording.refusing_phrases(vault) == (*refusing.shipped(), "я пас")


@pytest.mark.parametrize("phrase", ["", "   ", "…", "* *", "# remark", "-"])
def test_a_line_that_finds_nothing_is_not_taken(phrase: str) -> None:
    with pytest.raises(BadInput):
        wording.added((), phrase)
