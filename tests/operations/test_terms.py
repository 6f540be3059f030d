"""Terms of a case: started, followed, set by hand, prolonged, and explained."""

from dataclasses import replace
from datetime import date

import pytest

from desktop import i18n, law_words
from desktop.domain.cases import Case, Situation
from desktop.domain.counting import CountedIn, Rule
from desktop.domain.days import Day
from desktop.domain.deadlines import Because, Deadline, DeadlineKind, is_near
from desktop.domain.errors import BadInput, NotFound
from desktop.domain.events import Event, EventKind
from desktop.domain.law import Mark, Standing
from desktop.operations import absence, law, shipped_law, term_book, term_rules, terms
from desktop.operations.agenda import changes_of_finishing
from desktop.operations.cases import keep_case, open_case
from desktop.operations.deadlines import keep_deadline
from desktop.operations.events import keep_event
from desktop.operations.keeping import keep_all
from desktop.storage import deadlines, records
from desktop.storage.vault import Vault
from tests import make

# The clock of the tests stands at 14 May 2026, a Thursday.
LEARNED = Day("2026-05-14")


@pytest.fixture
def case(vault: Vault) -> Case:
    return open_case(vault, called_by="мать")


@pytest.fixture
def event(vault: Vault, case: Case) -> Event:
    return keep_event(vault, Event(id=vault.new_id(), case=case.id, kind=EventKind.DECISION, day=LEARNED))


def kept(vault: Vault, deadline: Deadline) -> Deadline:
    return records.get(vault, Deadline, deadline.id)


def filled_in() -> Rule:
    shipped = next(rule for rule in shipped_law.rules() if rule.id == "D-CASS")
    return replace(shipped, lengths=(6,), mark=Mark.RECALLED)


# --- starting


def test_a_term_is_counted_kept_and_listed(vault, case, event):
    term = terms.start_term(vault, case.id, "D-CAS", event.day, source=event.id)

    assert (term.due, term.kind, term.rule, term.start_event, term.start_day) == (
        date(2026, 8, 14), DeadlineKind.DEADLINE, "D-CAS", event.id, date(2026, 5, 14),
    )  # fmt: skip
    assert [(row.day, row.title) for row in deadlines.until(vault, date(2026, 12, 31))] == [(date(2026, 8, 14), "Last day to go to court")]


def test_its_title_is_in_the_language_of_the_moment_and_neutral(vault, case, event):
    i18n.speak("ru")

    assert terms.start_term(vault, case.id, "D-CAS", event.day, source=event.id).title == "Последний день для обращения в суд"


def test_the_same_rule_on_the_same_event_is_one_term(vault, case, event):
    terms.start_term(vault, case.id, "D-CAS", event.day, source=event.id)
    terms.start_term(vault, case.id, "D-CAS", event.day, source=event.id)

    assert len(records.of_case(vault, Deadline, case.id)) == 1


def test_a_rule_that_is_only_recalled_counts_nothing(vault, case, event):
    with pytest.raises(BadInput) as raised:
        terms.start_term(vault, case.id, "D-CASS", event.day, source=event.id)

    assert (raised.value.field, raised.value.reason) == ("rule", "off")


@pytest.mark.parametrize(
    ("rule_id", "day", "reason"),
    [("D-AGS", Day("2026-04-01"), "rule-of-another-time"), ("D-CAS", Day("../2026-04"), "start-open"), ("D-SOCH", LEARNED, "no-end")],
)
def test_what_cannot_be_counted_is_refused_with_the_reason(vault, case, rule_id, day, reason):
    with pytest.raises(BadInput) as raised:
        terms.start_term(vault, case.id, rule_id, day)

    assert raised.value.reason == reason


def test_an_unknown_rule_is_named(vault, case):
    with pytest.raises(NotFound):
        terms.start_term(vault, case.id, "D-NONE", LEARNED)


def test_trying_keeps_nothing(vault, case):
    assert terms.try_count(vault, "D-CAS", LEARNED).due == date(2026, 8, 14)
    assert records.of_case(vault, Deadline, case.id) == []


# --- following its event


def test_when_the_event_moves_the_term_moves_and_says_so(vault, case, event):
    term = terms.start_term(vault, case.id, "D-CAS", event.day, source=event.id)

    keep_event(vault, replace(event, day=Day("2026-05-30")))

    moved = kept(vault, term)
    # 30 August 2026 is a Sunday.
    assert (moved.due, moved.was_due, moved.changed_because) == (date(2026, 8, 31), date(2026, 8, 14), Because.START_MOVED)
    assert law_words.moved_words(moved) == "Changed, because the day it starts with changed. Until then it was 14.08.2026."


def test_what_does_not_move_the_day_says_nothing(vault, case, event):
    term = terms.start_term(vault, case.id, "D-CAS", event.day, source=event.id)

    keep_event(vault, replace(event, text="Новые слова"))

    assert kept(vault, term) == term


def test_a_change_that_was_seen_is_not_said_again(vault, case, event):
    term = terms.start_term(vault, case.id, "D-CAS", event.day, source=event.id)
    keep_event(vault, replace(event, day=Day("2026-05-30")))

    terms.noticed(vault, term.id)

    assert law_words.moved_words(kept(vault, term)) == ""
    assert kept(vault, term).due == date(2026, 8, 31)


def test_a_term_never_vanishes_with_its_event_but_says_that_it_is_gone(vault, case, event):
    term = terms.start_term(vault, case.id, "D-CAS", event.day, source=event.id)

    keep_event(vault, replace(event, removed_at="2026-05-14T09:00:00+00:00"))
    assert kept(vault, term).changed_because == Because.START_GONE
    assert kept(vault, term).due == date(2026, 8, 14)

    keep_event(vault, event)
    assert kept(vault, term).changed_because == ""


def test_a_term_that_is_done_does_not_move(vault, case, event):
    term = terms.start_term(vault, case.id, "D-CAS", event.day, source=event.id)
    keep_all(vault, changes_of_finishing(vault, term.id)[1])

    keep_event(vault, replace(event, day=Day("2026-05-30")))

    assert kept(vault, term).due == date(2026, 8, 14)


def test_a_reminder_of_hers_follows_no_event(vault, case, event):
    own = Deadline(id=vault.new_id(), case=case.id, due=date(2026, 6, 1), title="Позвонить", start_event=event.id)
    keep_deadline(vault, own)

    keep_event(vault, replace(event, day=Day("2026-05-30")))

    assert kept(vault, own) == own


def test_an_event_offers_the_rules_it_may_start(vault, event):
    assert [rule.id for rule in terms.offers(vault, event)] == ["D-CAS", "D-APP"]  # what is only recalled is not offered


def test_a_leave_ends_on_its_last_day(vault, case):
    leave = keep_event(vault, Event(id=vault.new_id(), case=case.id, kind=EventKind.LEAVE, day=Day("2026-05-01"), until=Day("2026-05-20")))
    (rule,) = terms.offers(vault, leave)

    term = terms.start_term(vault, case.id, rule.id, terms.start_of_event(vault, leave, rule), source=leave.id)
    assert term.due == date(2026, 5, 20)

    keep_event(vault, replace(leave, until=Day("2026-05-25")))
    assert kept(vault, term).due == date(2026, 5, 25)


def test_the_first_day_of_a_leave_is_never_taken_for_its_last(vault, case):
    leave = keep_event(vault, Event(id=vault.new_id(), case=case.id, kind=EventKind.LEAVE, day=Day("2026-05-01")))
    (rule,) = terms.offers(vault, leave)

    with pytest.raises(BadInput):
        terms.start_of_event(vault, leave, rule)


def test_an_event_can_be_kept_after_the_rule_of_its_term_is_gone(vault, case, event):
    term_rules.keep_rule(vault, replace(filled_in(), id="own-rule"), on=True, checked_by="Лис")
    term = terms.start_term(vault, case.id, "own-rule", event.day, source=event.id)
    term_rules.drop_rule(vault, "own-rule")

    keep_event(vault, replace(event, day=Day("2026-05-30")))

    assert kept(vault, term) == term


# --- by hand


def test_a_day_of_her_own_stands_with_its_reason(vault, case, event):
    term = terms.start_term(vault, case.id, "D-CAS", event.day, source=event.id)

    hers = terms.override(vault, term.id, date(2026, 8, 1), "отпуск судьи")
    keep_event(vault, replace(event, day=Day("2026-05-30")))

    after = kept(vault, hers)
    assert (after.due, after.counted, after.changed_because) == (date(2026, 8, 1), date(2026, 8, 31), Because.START_MOVED)
    assert law_words.override_words(after) == "Set by hand: отпуск судьи. Counted: 31.08.2026."


def test_without_a_reason_nothing_is_set(vault, case, event):
    term = terms.start_term(vault, case.id, "D-CAS", event.day, source=event.id)

    with pytest.raises(BadInput):
        terms.override(vault, term.id, date(2026, 8, 1), "  ")

    assert kept(vault, term) == term


def test_the_count_can_be_followed_again(vault, case, event):
    term = terms.start_term(vault, case.id, "D-CAS", event.day, source=event.id)
    terms.override(vault, term.id, date(2026, 8, 1), "отпуск судьи")

    assert terms.follow_count(vault, term.id) == term


# --- prolonging and chains


def test_a_check_is_prolonged_twice_and_no_further(vault, case):
    term = terms.start_term(vault, case.id, "D-UPK144", LEARNED, source="x")

    # 15, 16, 17 a Sunday: the 18th; ten days: the 24th is a Sunday; thirty: 13 June is a Saturday after a holiday.
    assert term.due == date(2026, 5, 18)
    assert terms.prolong(vault, term.id).due == date(2026, 5, 25)
    assert terms.prolong(vault, term.id).due == date(2026, 6, 15)
    with pytest.raises(BadInput):
        terms.prolong(vault, term.id)


def test_what_would_follow_is_foreseen_and_not_kept(vault, case):
    term = terms.start_term(vault, case.id, "D-REG", LEARNED)

    # Registered by 17 May; answered by 16 June; known on 17 June; to court until 17 September.
    assert [(each.rule.id, each.counted.due) for each in terms.foresee(vault, term)] == [
        ("D-ANS", date(2026, 6, 16)), ("D-CAS", date(2026, 9, 17)),
    ]  # fmt: skip
    assert len(records.of_case(vault, Deadline, case.id)) == 1


def test_what_follows_moves_with_it(vault, case, event):
    answer = terms.start_term(vault, case.id, "D-ANS", event.day, source=event.id)
    court = terms.start_next(vault, answer)
    assert court.due == date(2026, 9, 14)

    keep_event(vault, replace(event, day=Day("2026-06-01")))

    # Answer by 1 July; known on 2 July; until 2 October, a Friday.
    assert (kept(vault, answer).due, kept(vault, court).due) == (date(2026, 7, 1), date(2026, 10, 2))


def test_nothing_follows_the_court(vault, case, event):
    term = terms.start_term(vault, case.id, "D-CAS", event.day, source=event.id)

    with pytest.raises(NotFound):
        terms.start_next(vault, term)


# --- rules and days of hers


def test_a_recalled_rule_counts_once_she_filled_it_in_and_somebody_checked_it(vault, case):
    term_rules.keep_rule(vault, filled_in(), on=True, checked_by="Лис", checked_on=date(2026, 5, 1))

    assert terms.start_term(vault, case.id, "D-CASS", LEARNED).due == date(2026, 11, 16)  # 14 November is a Saturday


@pytest.mark.parametrize(("lengths", "by", "field"), [((), "Лис", "lengths"), ((6,), " ", "checked_by")])
def test_a_recalled_rule_stays_off_without_length_or_reader(vault, lengths, by, field):
    with pytest.raises(BadInput) as raised:
        term_rules.keep_rule(vault, replace(filled_in(), lengths=lengths), on=True, checked_by=by)

    assert raised.value.field == field


def test_a_rule_she_changes_moves_its_open_terms_and_going_back_moves_them_back(vault, case, event):
    term = terms.start_term(vault, case.id, "D-ANS", event.day, source=event.id)
    shipped = next(rule for rule in shipped_law.rules() if rule.id == "D-ANS")

    term_rules.keep_rule(vault, replace(shipped, lengths=(15,)), on=True)
    assert (kept(vault, term).due, kept(vault, term).changed_because) == (date(2026, 5, 29), Because.RULE_CHANGED)

    term_rules.drop_rule(vault, "D-ANS")
    assert kept(vault, term).due == date(2026, 6, 13)


def test_a_rule_she_switches_off_counts_no_more_and_its_terms_stay(vault, case, event):
    term = terms.start_term(vault, case.id, "D-ANS", event.day, source=event.id)
    shipped = next(rule for rule in shipped_law.rules() if rule.id == "D-ANS")

    term_rules.keep_rule(vault, shipped, on=False)

    assert kept(vault, term) == term
    with pytest.raises(BadInput):
        terms.start_term(vault, case.id, "D-ANS", event.day)


def test_a_day_off_of_hers_moves_the_terms_that_end_on_it(vault, case, event):
    term = terms.start_term(vault, case.id, "D-CAS", event.day, source=event.id)

    term_rules.keep_day(vault, date(2026, 8, 14), works=False, remark="праздник области")
    # 14 August is a Friday.
    assert (kept(vault, term).due, kept(vault, term).changed_because) == (date(2026, 8, 17), Because.CALENDAR_CHANGED)

    term_rules.drop_day(vault, date(2026, 8, 14))
    assert kept(vault, term).due == date(2026, 8, 14)


def test_a_new_count_keeps_what_came_with_the_event(vault, case):
    term = terms.start_term(vault, case.id, "D-CAS", Day("2026-05"), source="x")

    term_rules.keep_day(vault, date(2026, 12, 1), works=False)

    assert [step.code for step in kept(vault, term).cautions] == [step.code for step in term.cautions] == ["start-about"]


# --- why


def test_why_names_rule_norm_version_and_every_step(vault, case, event):
    term = terms.start_term(vault, case.id, "D-CAS", Day("2026-05-30"), source=event.id)

    told = terms.why(vault, term)

    assert told.length is not None
    assert told.counting is not None
    assert (told.length.known.norm.id, told.counting.known.norm.id) == ("kas-219", "kas-92-93")
    assert told.length.standing is Standing.SEEN
    assert [law_words.step_words(step) for step in told.steps] == [
        "It starts with 30.05.2026.",
        "It is counted from the day after: 31.05.2026.",
        "3 months end on 30.08.2026.",
        "30.08.2026 is a weekend.",
        "So it ends on the next working day: 31.08.2026.",
    ]


def test_why_shows_who_checked_the_norm(vault, case, event):
    term = terms.start_term(vault, case.id, "D-CAS", event.day, source=event.id)
    law.mark_checked(vault, "kas-219", "", "Лис", date(2026, 5, 1))

    told = terms.why(vault, term)

    assert told.length is not None
    assert told.length.standing is Standing.CHECKED


def test_a_date_of_hers_has_no_rule_to_explain(vault, case):
    own = Deadline(id=vault.new_id(), case=case.id, due=date(2026, 6, 1), title="Позвонить")

    with pytest.raises(NotFound):
        terms.why(vault, own)


# --- warnings before the day


def test_a_term_is_near_from_its_first_warning_to_its_day(vault, case, event):
    term = terms.start_term(vault, case.id, "D-CAS", event.day, source=event.id)

    assert not is_near(term, date(2026, 7, 14))
    assert is_near(term, date(2026, 7, 15))
    assert is_near(term, date(2026, 8, 14))
    assert not is_near(term, date(2026, 8, 15))


def test_every_way_of_counting_has_words(vault):
    for ruling in term_book.rules(vault):
        assert law_words.start_words(ruling.rule.starts_with)
        assert bool(law_words.length_words(ruling.rule)) is (bool(ruling.rule.lengths) or ruling.rule.counted_in in {
            CountedIn.YEARLY, CountedIn.WRITTEN, CountedIn.UP})  # fmt: skip


# --- away


def test_away_and_back_is_one_event_and_the_case_says_where_he_is(vault, case):
    went = absence.went_away(vault, case.id, Day("2026-05-13"), time="08:00")
    assert records.get(vault, Case, case.id).situation is Situation.AWAY
    assert went.zone == case.zone

    absence.came_back(vault, case.id, LEARNED)

    (event,) = [each for each in records.of_case(vault, Event, case.id) if each.kind is EventKind.AWAY]
    assert (event.day, event.until) == (Day("2026-05-13"), LEARNED)
    assert records.get(vault, Case, case.id).situation is Situation.AT_BASE
    assert absence.open_absence(vault, case.id) is None


def test_nobody_comes_back_who_was_not_away(vault, case):
    with pytest.raises(NotFound):
        absence.came_back(vault, case.id, LEARNED)


def test_hours_count_by_the_clock_of_the_case_where_the_event_names_no_zone(vault):
    case = keep_case(vault, replace(open_case(vault), zone="Asia/Chita"))
    rule = term_book.ruling(vault, "D-UPK148").rule
    term_rules.keep_rule(vault, replace(rule, lengths=(24,)), on=True, checked_by="Лис", checked_on=date(2026, 5, 14))
    event = keep_event(vault, make.event(case=case.id, kind=EventKind.DECISION, day=Day("2026-05-14"), time="18:30"))

    start = terms.start_of_event(vault, event, term_book.ruling(vault, "D-UPK148").rule)
    term = terms.start_term(vault, case.id, "D-UPK148", start, source=event.id)
    assert (term.due, term.time) == (date(2026, 5, 15), "18:30")

    keep_event(vault, replace(event, time="20:00"))
    assert records.get(vault, Deadline, term.id).time == "20:00"
