"""The library in a vault: as of a day, hers above the shipped one, checked, and what leans on it."""

import shutil
from dataclasses import replace
from datetime import date, timedelta

import pytest

from desktop import resources
from desktop.documents import templates
from desktop.domain.days import Day
from desktop.domain.errors import BadInput, NotFound
from desktop.domain.law import Act, Freshness, Mark, Norm, NormVersion, Origin, Source, Standing
from desktop.operations import law, shipped_law, term_book, term_rules, terms
from desktop.operations.cases import open_case
from desktop.operations.settings import set_setting

SUMMER, TODAY = date(2022, 6, 1), date(2026, 5, 14)


def shown(vault, norm_id: str, day: date = TODAY, language: str = "ru") -> law.Shown:
    return next(each for each in law.as_of(vault, day, language) if each.known.norm.id == norm_id)


def hers(text: str, **fields) -> NormVersion:
    return NormVersion(lines={"ru": text} if text else {}, **fields)


def own() -> Norm:
    act = Act(kind="order", titles={"ru": "Приказ"}, short={"ru": "Приказ"})
    return Norm(id="", act=act, articles={"ru": "п. 1"}, titles={"ru": "О порядке"}, versions=(hers("Моё."),))


def test_as_of_shows_what_stood(vault):
    then, now = shown(vault, "uk-332", SUMMER), shown(vault, "uk-332")

    assert then.text != now.text
    assert shown(vault, "ukaz-647-5", SUMMER).version is None
    assert shown(vault, "ukaz-647-5").text


def test_in_english_it_is_told_in_english(vault):
    assert shown(vault, "uk-332", language="en").text.startswith("Part 2.1")


def test_a_slot_tells_nothing(vault):
    slot = shown(vault, "76-fz-8")

    assert (slot.standing, slot.text) == (Standing.SLOT, "")


def test_words_narrow_it_down(vault):
    assert [each.known.norm.id for each in law.as_of(vault, TODAY, "ru", words="дезертирство")] == ["uk-338"]


def test_a_check_is_shown_with_its_name_and_turns_amber_when_its_time_is_over(vault, clock):
    law.mark_checked(vault, "kas-219", "", "Лис", TODAY, days=30)

    checked = shown(vault, "kas-219")
    assert (checked.standing, checked.freshness, checked.is_amber) == (Standing.CHECKED, Freshness.FRESH, False)

    clock.now += timedelta(days=31)
    assert shown(vault, "kas-219").freshness is Freshness.STALE


def test_the_usual_time_of_a_check_is_hers_to_set(vault):
    assert law.mark_checked(vault, "kas-219", "", "Лис", TODAY).expires_on == date(2026, 8, 12)
    set_setting(vault, law.REVIEW_DAYS, "10")

    assert law.mark_checked(vault, "kas-219", "", "Лис", TODAY).expires_on == date(2026, 5, 24)


def test_checking_again_takes_the_place_of_the_check(vault):
    law.mark_checked(vault, "kas-219", "", "Лис", TODAY)
    law.mark_checked(vault, "kas-219", "", "Барсук", TODAY)

    assert [check.by for check in law.norm(vault, "kas-219").checks] == ["Барсук"]


def test_a_check_can_be_taken_back(vault):
    law.mark_checked(vault, "kas-219", "", "Лис", TODAY)

    law.unmark(vault, "kas-219", "")

    assert shown(vault, "kas-219").standing is Standing.SEEN


@pytest.mark.parametrize(("norm_id", "by", "field"), [("76-fz-8", "Лис", "norm"), ("kas-219", " ", "by")])
def test_neither_a_slot_nor_nobody_can_check(vault, norm_id, by, field):
    with pytest.raises(BadInput) as raised:
        law.mark_checked(vault, norm_id, "", by, TODAY)

    assert raised.value.field == field


def test_a_version_that_is_not_there_cannot_be_checked(vault):
    with pytest.raises(NotFound):
        law.mark_checked(vault, "kas-219", "1999-01-01", "Лис", TODAY)


def test_she_fills_a_slot_and_it_is_to_be_checked_until_she_does(vault):
    slot = law.norm(vault, "76-fz-8").norm

    law.keep_norm(vault, replace(slot, versions=(replace(slot.versions[0], lines={"ru": "Моими словами."}),)))

    filled = shown(vault, "76-fz-8")
    assert (filled.known.origin, filled.standing, filled.text) == (Origin.CHANGED, Standing.PARTLY, "Моими словами.")
    assert filled.version is not None
    assert (filled.version.mark, filled.version.source) == (Mark.PARTLY, Source.HERS)
    law.mark_checked(vault, "76-fz-8", "", "Лис", TODAY)
    assert shown(vault, "76-fz-8").standing is Standing.CHECKED


def test_changing_the_text_undoes_the_check(vault):
    norm = law.norm(vault, "kas-219").norm
    law.mark_checked(vault, "kas-219", "", "Лис", TODAY)

    law.keep_norm(vault, replace(norm, versions=(replace(norm.versions[0], lines={"ru": "Иначе."}),)))

    changed = shown(vault, "kas-219")
    assert (changed.standing, changed.freshness, changed.is_amber) == (Standing.SEEN, Freshness.CHANGED, True)


def test_the_shipped_wording_shows_again_once_hers_is_taken_away(vault):
    norm = law.norm(vault, "kas-219").norm
    law.keep_norm(vault, replace(norm, versions=(replace(norm.versions[0], lines={"ru": "Иначе."}),)))

    law.drop_norm(vault, "kas-219")

    assert law.norm(vault, "kas-219").norm == norm
    with pytest.raises(NotFound):
        law.drop_norm(vault, "kas-219")


def test_a_new_pack_leaves_hers_and_says_so(vault, monkeypatch):
    norm = law.norm(vault, "kas-219").norm
    law.keep_norm(vault, replace(norm, versions=(replace(norm.versions[0], lines={"ru": "Моё."}),)))
    newer = tuple(replace(each, titles={"ru": "Новое", "en": "New"}) if each.id == "kas-219" else each for each in shipped_law.norms())
    monkeypatch.setattr(shipped_law, "norms", lambda: newer)

    after = shown(vault, "kas-219")

    assert (after.text, after.known.shipped_changed, after.is_amber) == ("Моё.", True, True)


def test_her_own_norm_has_an_id_that_no_shipped_one_can_have(vault):
    entry = law.add_norm(vault, own())

    assert entry.norm.id.startswith(law.OWN)
    assert not any(norm.id.startswith(law.OWN) for norm in shipped_law.norms())
    assert shown(vault, entry.norm.id, language="en").text == "Моё."  # told in the language it has


@pytest.mark.parametrize(
    "versions",
    [
        (hers("а"), hers("б")),
        (hers("а"), hers("б", valid_from=SUMMER)),
        (hers("а", valid_to=SUMMER), hers("б", valid_from=SUMMER)),
        (hers("а", valid_from=TODAY, valid_to=SUMMER),),
    ],
)
def test_two_versions_never_stand_on_one_day(vault, versions):
    with pytest.raises(BadInput):
        law.add_norm(vault, replace(own(), versions=versions))


def test_versions_are_put_into_order(vault):
    later, earlier = hers("б", valid_from=SUMMER + timedelta(days=1)), hers("а", valid_to=SUMMER)

    entry = law.add_norm(vault, replace(own(), versions=(later, earlier)))

    assert [version.lines["ru"] for version in entry.norm.versions] == ["а", "б"]


def test_what_leans_on_a_norm_is_named(vault):
    case = open_case(vault, called_by="мать")
    terms.start_term(vault, case.id, "D-CAS", Day("2026-05-14"))

    uses = law.used_by(vault, "kas-219")
    assert ([rule.id for rule in uses.rules], uses.deadlines) == (["D-CAS"], 1)
    assert "r02" in {template.id for template in law.used_by(vault, "du-106").templates}


def test_what_must_be_read_beside_it_comes_with_it(vault):
    assert "76-fz-8" in {known.norm.id for known in law.beside(vault, law.norm(vault, "const-59-3"))}


def test_every_norm_that_a_template_cites_is_in_the_library_with_the_same_mark():
    known = {norm.id: norm for norm in shipped_law.norms()}

    wrong = [
        (template.id, cited.id)
        for template in templates.catalogue()
        for cited in template.norms
        if cited.id not in known or cited.mark not in {version.mark for version in known[cited.id].versions}
    ]
    assert wrong == []


@pytest.fixture
def newer_pack(tmp_path, monkeypatch):
    """The files of a pack that came later: a wording, a title and a length are others, a norm is gone, another is new."""
    there = tmp_path / "law"
    shutil.copytree(resources.LAW, there)
    _rewrite(there / "norms" / "17-administrative-procedure.toml", "Иск подают в течение 3 месяцев", "Иск подают в течение 4 месяцев")
    _rewrite(there / "norms" / "11-peacekeeping.toml", 'id = "93-fz"', 'id = "93-fz-new"')
    _rewrite(there / "terms.toml", 'version = "2026-11"', 'version = "2027-06"')
    _rewrite(there / "terms.toml", 'starts_with = "learned"\ncounted_in = "months"\nlengths = [3]',
             'starts_with = "learned"\ncounted_in = "months"\nlengths = [4]')  # fmt: skip
    _rewrite(there / "pack.toml", 'version = "2026-11"', 'version = "2027-06"')
    cached = [each for each in vars(shipped_law).values() if hasattr(each, "cache_clear")]

    def come():
        monkeypatch.setattr(resources, "LAW", there)
        for each in cached:
            each.cache_clear()

    yield come
    monkeypatch.undo()
    for each in cached:
        each.cache_clear()


def _rewrite(path, before, after):
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after), "utf-8")


def test_the_files_of_a_newer_pack_overwrite_nothing_of_hers(vault, newer_pack):
    court, gone = law.norm(vault, "kas-219").norm, law.norm(vault, "93-fz").norm
    law.keep_norm(vault, replace(court, versions=(replace(court.versions[0], lines={"ru": "Моё."}),)))
    law.keep_norm(vault, replace(gone, versions=(hers("Тоже моё."),)))
    law.mark_checked(vault, "kas-219", "", "Лис", TODAY)
    law.mark_checked(vault, "kas-226", "", "Лис", TODAY)
    rule = term_book.ruling(vault, "D-CAS").rule
    term_rules.keep_rule(vault, replace(rule, lengths=(2,)), on=True)
    added = law.add_norm(vault, own()).norm.id
    assert shipped_law.pack().version == "2026-11"

    newer_pack()

    assert shipped_law.pack().version == "2027-06"
    after = shown(vault, "kas-219")
    assert (after.text, after.standing, after.known.shipped_changed, after.is_amber) == ("Моё.", Standing.CHECKED, True, True)
    assert after.known.shipped is not None
    assert "4 месяцев" in after.known.shipped.versions[0].lines["ru"]
    # Shipped no more, and kept as hers; what she added stands beside what came; what did not change stays checked.
    assert (shown(vault, "93-fz").text, shown(vault, "93-fz").known.origin) == ("Тоже моё.", Origin.HERS)
    assert shown(vault, "93-fz-new").known.origin is Origin.SHIPPED
    assert shown(vault, added).known.origin is Origin.HERS
    assert shown(vault, "kas-226").standing is Standing.CHECKED
    ruling = term_book.ruling(vault, "D-CAS")
    assert (ruling.rule.lengths, ruling.shipped_changed) == ((2,), True)
    assert ruling.shipped is not None
    assert ruling.shipped.lengths == (4,)
