"""Norms: which version stood, what may be said of it, when it turns amber, and whose it is."""

import re
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest

from desktop.domain.law import (
    Act,
    Direction,
    Freshness,
    Mark,
    Norm,
    NormCheck,
    NormEntry,
    NormVersion,
    Origin,
    Standing,
    found,
    freshness,
    library,
    standing,
    statement,
    version_digest,
    version_on,
)
from desktop.operations import shipped_law

SUMMER, AUTUMN, TODAY = date(2022, 6, 1), date(2022, 10, 1), date(2026, 11, 23)
SHIPPED = {norm.id: norm for norm in shipped_law.norms()}
EVERY_VERSION = [(norm, version) for norm in SHIPPED.values() for version in norm.versions]


def norm(*versions: NormVersion, id: str = "t-1") -> Norm:
    act = Act(kind="law", titles={"ru": "Закон", "en": "Law"}, short={"ru": "З", "en": "L"})
    return Norm(id=id, act=act, articles={"ru": "ст. 1", "en": "art. 1"}, titles={"ru": "О щите", "en": "On shields"}, versions=versions)


def version(mark: Mark = Mark.SEEN, text: str = "Так сказано.", **fields) -> NormVersion:
    return NormVersion(lines={"ru": text, "en": "It says so."} if text else {}, mark=mark, **fields)


def check(of: NormVersion, **fields) -> NormCheck:
    usual = {"id": "c", "norm": "t-1", "version": of.key, "digest": version_digest(of), "by": "Лис", "on": date(2026, 5, 1)}
    return NormCheck(**(usual | fields))


# --- what stood on a day


@pytest.mark.parametrize("norm_id", ["uk-332", "uk-337", "uk-338", "uk-339", "uk-63-l", "113-fz-11"])
def test_the_first_of_june_2022_and_today_differ(norm_id):
    then, now = version_on(SHIPPED[norm_id], SUMMER), version_on(SHIPPED[norm_id], TODAY)

    assert then is not None
    assert now is not None
    assert then.lines != now.lines


@pytest.mark.parametrize("norm_id", ["ukaz-647-4", "ukaz-647-5", "plenum-11-necessity", "534-fz", "412-fz", "31-fz-17-1", "uk-352-1"])
def test_what_was_made_later_did_not_stand_in_june_2022(norm_id):
    assert version_on(SHIPPED[norm_id], SUMMER) is None
    assert version_on(SHIPPED[norm_id], TODAY) is not None


def test_the_code_changes_on_the_day_and_not_the_day_before():
    before, after = version_on(SHIPPED["uk-332"], date(2022, 9, 23)), version_on(SHIPPED["uk-332"], date(2022, 9, 24))

    assert before is not None
    assert after is not None
    assert "вред" in before.lines["ru"]
    assert "2.1" in after.lines["ru"]
    assert "2.1" not in before.lines["ru"]


def test_the_later_of_two_that_stand_is_taken():
    both = norm(version(text="раньше"), version(text="позже", valid_from=SUMMER))

    assert version_on(both, AUTUMN) is both.versions[1]
    assert version_on(both, SUMMER - timedelta(days=1)) is both.versions[0]


# --- what may be said


@pytest.mark.parametrize(("mark", "expected"), [(Mark.SEEN, Standing.SEEN), (Mark.PARTLY, Standing.PARTLY), (Mark.RECALLED, Standing.SLOT)])
def test_a_mark_decides_how_a_version_is_shown(mark, expected):
    assert standing(version(mark)) is expected


def test_what_is_only_recalled_is_never_stated():
    assert statement(version(Mark.RECALLED, "По памяти."), "ru") == ""


def test_who_checked_makes_it_a_statement_until_the_text_changes():
    read = version(Mark.PARTLY)

    assert standing(read, check(read)) is Standing.CHECKED
    assert standing(version(Mark.PARTLY, "Иначе."), check(read)) is Standing.PARTLY


def test_a_slot_stays_a_slot_even_if_somebody_marked_it():
    empty = version(Mark.RECALLED, "")

    assert standing(empty, check(empty)) is Standing.SLOT


def test_a_check_runs_out_and_a_changed_text_is_amber_at_once():
    read = version()
    signed = check(read, expires_on=date(2026, 8, 1))

    assert freshness(read, date(2026, 8, 1), signed) is Freshness.FRESH
    assert freshness(read, date(2026, 8, 2), signed) is Freshness.STALE
    assert freshness(version(text="Иначе."), date(2026, 5, 2), signed) is Freshness.CHANGED


def test_a_shipped_wording_of_today_turns_amber_and_one_of_the_past_does_not():
    now, past = SHIPPED["uk-332"].versions[1], SHIPPED["uk-332"].versions[0]
    late = shipped_law.pack().expires_on + timedelta(days=1)

    assert freshness(now, late - timedelta(days=1)) is Freshness.FRESH
    assert freshness(now, late) is Freshness.STALE
    assert freshness(past, late) is Freshness.FRESH


# --- two layers


def test_hers_stands_above_the_shipped_one_and_the_shipped_one_is_kept():
    shipped, hers = norm(version()), norm(version(text="Моё."))

    (known,) = library([shipped], [NormEntry(id="e", norm=hers, based_on=shipped.digest)], [])

    assert (known.origin, known.norm, known.shipped, known.shipped_changed) == (Origin.CHANGED, hers, shipped, False)


def test_a_new_pack_never_overwrites_hers_and_says_that_it_came():
    shipped, hers = norm(version()), norm(version(text="Моё."))
    newer = norm(version(text="Новое в поставке."))

    (known,) = library([newer], [NormEntry(id="e", norm=hers, based_on=shipped.digest)], [])

    assert known.norm is hers
    assert known.shipped_changed


def test_her_own_norms_come_after_the_shipped_ones_and_outlive_them():
    own = NormEntry(id="e", norm=norm(version(), id="own-1"))
    orphan = NormEntry(id="f", norm=norm(version(), id="gone"), based_on="x")

    known = library([norm(version())], [own, orphan], [])

    assert [(each.norm.id, each.origin) for each in known] == [("t-1", Origin.SHIPPED), ("own-1", Origin.HERS), ("gone", Origin.HERS)]


def test_the_fingerprint_sees_every_field():
    usual = norm(version())

    assert norm(version()).digest == usual.digest
    assert norm(version(valid_from=SUMMER)).digest != usual.digest
    assert norm(version(direction=Direction.AGAINST)).digest != usual.digest
    assert replace(usual, titles={"ru": "О мече", "en": "On swords"}).digest != usual.digest


def test_every_word_must_stand_somewhere_in_either_language():
    known = library(SHIPPED.values(), [], [])

    assert {each.norm.id for each in found(known, "неисполнение ПРИКАЗА")} >= {"uk-332", "uk-332-2-2"}
    assert [each.norm.id for each in found(known, "desertion 338")] == ["uk-338"]
    assert {each.norm.id for each in found(known, "мародерство")} == {"uk-356-1"}  # е for ё
    assert found(known, "фиолетовый") == ()
    assert len(found(known, "")) == len(SHIPPED)


# --- the shipped library


def test_every_norm_has_its_own_id_and_both_languages():
    norms = shipped_law.norms()

    assert len(SHIPPED) == len(norms) > 100
    for each in norms:
        for texts in (each.titles, each.articles, each.act.titles, each.act.short):
            assert set(texts) == {"ru", "en"}, each.id


def test_what_is_recalled_ships_as_a_slot_and_everything_else_with_a_line_in_both_languages():
    for each, stood in EVERY_VERSION:
        assert stood.mark is not Mark.NO_LAW, each.id
        assert set(stood.lines) == (set() if stood.mark is Mark.RECALLED else {"ru", "en"}), each.id
        assert standing(stood) is not Standing.CHECKED, each.id


def test_the_versions_of_a_norm_follow_each_other_without_overlapping():
    for each in SHIPPED.values():
        for earlier, later in pairwise(each.versions):
            assert earlier.valid_to is not None, each.id
            assert later.valid_from is not None, each.id
            assert earlier.valid_to + timedelta(days=1) == later.valid_from, each.id


def test_adverse_norms_stand_beside_helpful_ones():
    assert {"76-fz-8"} <= set(SHIPPED["const-59-3"].beside)
    assert {"const-59-3"} <= set(SHIPPED["76-fz-8"].beside)
    assert {"plenum-11-necessity"} <= set(SHIPPED["uk-39"].beside)
    assert {"ukaz-647-5"} <= set(SHIPPED["53-fz-51-3a"].beside)
    assert all(other in SHIPPED for each in SHIPPED.values() for other in each.beside)


@pytest.mark.parametrize("norm_id", ["76-fz-8", "plenum-11-necessity", "ukaz-647-5", "uk-332"])
def test_what_speaks_against_him_is_in_the_library_and_says_so(norm_id):
    assert {stood.direction for stood in SHIPPED[norm_id].versions} == {Direction.AGAINST}


def test_rules_and_regimes_lean_on_norms_that_exist():
    for rule in shipped_law.rules():
        assert {rule.norm, rule.counting_norm} - {""} <= set(SHIPPED), rule.id
    for regime in shipped_law.regimes():
        assert set(regime.norms) <= set(SHIPPED), regime.id


def test_the_regimes_of_june_2022_and_of_today_differ():
    assert [each.id for each in shipped_law.regimes_on(SUMMER)] == ["before-mobilisation"]
    assert [each.id for each in shipped_law.regimes_on(TODAY)] == ["mobilisation", "criminal-law-2022", "plenum-2023", "late-2025"]


def test_lines_are_short_and_name_no_site():
    for each, stood in EVERY_VERSION:
        for line in stood.lines.values():
            assert len(line) <= 330, each.id
            assert not re.search(r"https?:|www\.|\.(ru|com|org|net)\b", line), each.id
