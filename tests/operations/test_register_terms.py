"""The terms that the register starts, moves and ends."""

from dataclasses import replace
from datetime import date

import pytest

from desktop.domain.cases import Case
from desktop.domain.days import Day
from desktop.domain.deadlines import Because, Deadline
from desktop.domain.letters import Answer, Channel, RegisterEntry
from desktop.operations import register, terms
from desktop.operations.cases import open_case
from desktop.operations.deadlines import keep_deadline
from desktop.operations.register_terms import rule_of
from desktop.storage import records
from desktop.storage.vault import Vault

# The clock of the tests stands at 14 May 2026, a Thursday.
STAMPED = Day("2026-05-14")
NAMES = {"D-ANS-REPORT": "answer", "D-ANS-PROSECUTOR": "answer", "D-ANS": "answer", "D-CAS": "court", "D-HEAR": "hearing",
         "D-UPK144": "decision"}  # fmt: skip


@pytest.fixture
def case(vault: Vault) -> Case:
    return open_case(vault, called_by="мать")


@pytest.fixture
def entry(vault: Vault, case: Case) -> RegisterEntry:
    return approved(vault, case, "r03")


def approved(vault: Vault, case: Case, template: str, **fields) -> RegisterEntry:
    made = RegisterEntry(id=vault.new_id(), case=case.id, letter="", number="26-AAAA", template=template, **fields)
    with vault.transaction():
        records.save(vault, made)
    return made


def open_terms(vault: Vault, case: Case) -> dict[str, date]:
    return {NAMES[each.rule]: each.due for each in of(vault, case) if not each.done_at}


def of(vault: Vault, case: Case) -> list[Deadline]:
    return records.of_case(vault, Deadline, case.id)


def test_a_stamp_starts_the_answer_and_the_court_after_it(vault, case, entry):
    kept = register.enter_stamp(vault, entry, "117", STAMPED)

    # Day 1 is 15 May, day 30 is 13 June. On 14 June it is known that none came; three months end on 14 September, a Monday.
    assert open_terms(vault, case) == {"answer": date(2026, 6, 13), "court": date(2026, 9, 14)}
    assert kept.answer_due == Day("2026-06-13")


def test_another_day_on_the_stamp_moves_both_and_says_so(vault, case, entry):
    kept = register.enter_stamp(vault, entry, "117", STAMPED)

    register.enter_stamp(vault, kept, "117", Day("2026-05-12"))

    # 12 May + 30 = 11 June; from 12 June three months end on 12 September, a Saturday, so on Monday the 14th.
    assert open_terms(vault, case) == {"answer": date(2026, 6, 11), "court": date(2026, 9, 14)}
    answer = next(each for each in of(vault, case) if each.rule == "D-ANS-PROSECUTOR")
    assert (answer.was_due, answer.changed_because) == (date(2026, 6, 13), Because.START_MOVED)


def test_a_stamp_taken_back_takes_its_terms_back_and_undo_brings_them_again(vault, case, entry):
    stamped = register.enter_stamp(vault, entry, "117", STAMPED)

    bare = register.enter_stamp(vault, stamped, "", None)
    assert open_terms(vault, case) == {}
    assert bare.answer_due is None

    register.keep_entry(vault, stamped)
    assert open_terms(vault, case) == {"answer": date(2026, 6, 13), "court": date(2026, 9, 14)}


def test_a_refusal_runs_the_court_from_the_day_it_came(vault, case, entry):
    stamped = register.enter_stamp(vault, entry, "117", STAMPED)

    register.enter_answer(vault, stamped, Answer.REFUSED, Day("2026-05-30"))

    # Three months from 30 May end on 30 August, a Sunday, so on Monday 31 August.
    assert open_terms(vault, case) == {"court": date(2026, 8, 31)}


def test_an_answer_typed_by_mistake_can_be_taken_back(vault, case, entry):
    stamped = register.enter_stamp(vault, entry, "117", STAMPED)
    answered = register.enter_answer(vault, stamped, Answer.GRANTED, Day("2026-05-30"))
    assert open_terms(vault, case) == {}

    register.enter_answer(vault, answered, Answer.NONE, None)

    assert open_terms(vault, case) == {"answer": date(2026, 6, 13), "court": date(2026, 9, 14)}


def test_what_was_forwarded_is_still_awaited(vault, case, entry):
    stamped = register.enter_stamp(vault, entry, "117", STAMPED)

    register.enter_answer(vault, stamped, Answer.FORWARDED, Day("2026-05-20"))

    assert open_terms(vault, case) == {"answer": date(2026, 6, 13), "court": date(2026, 9, 14)}


def test_without_a_stamp_it_counts_from_the_day_it_was_handed_in_and_says_so(vault, case, entry):
    register.enter_handing_in(vault, entry, Channel.POST_INVENTORY, "почта", STAMPED)

    answer = next(each for each in of(vault, case) if each.rule == "D-ANS-PROSECUTOR")
    assert answer.due == date(2026, 6, 13)
    assert answer.cautions[0].code == "registration-unknown"


def test_the_stamp_that_comes_later_takes_the_doubt_away(vault, case, entry):
    handed = register.enter_handing_in(vault, entry, Channel.IN_PERSON, "дежурный", Day("2026-05-12"))

    register.enter_stamp(vault, handed, "117", STAMPED)

    answer = next(each for each in of(vault, case) if each.rule == "D-ANS-PROSECUTOR")
    assert answer.due == date(2026, 6, 13)
    assert "registration-unknown" not in {step.code for step in answer.cautions}


def test_what_was_not_accepted_at_the_door_starts_nothing(vault, case, entry):
    handed = register.enter_handing_in(vault, entry, Channel.IN_PERSON, "дежурный", STAMPED)

    register.enter_refusal(vault, handed, STAMPED, "при двоих")

    assert open_terms(vault, case) == {}


def test_what_was_withdrawn_is_not_awaited(vault, case, entry):
    stamped = register.enter_stamp(vault, entry, "117", STAMPED)

    register.withdraw(vault, stamped, Day("2026-05-20"))

    assert open_terms(vault, case) == {}


def test_a_day_she_types_into_the_register_stands(vault, case, entry):
    stamped = register.enter_stamp(vault, entry, "117", STAMPED)

    kept = register.enter_answer_due(vault, stamped, date(2026, 6, 1))
    moved = register.enter_stamp(vault, kept, "117", Day("2026-05-12"))

    answer = next(each for each in of(vault, case) if each.rule == "D-ANS-PROSECUTOR")
    assert (answer.due, answer.counted, moved.answer_due) == (date(2026, 6, 1), date(2026, 6, 11), Day("2026-06-01"))


def test_typing_the_counted_day_again_goes_back_to_the_count(vault, case, entry):
    stamped = register.enter_stamp(vault, entry, "117", STAMPED)
    kept = register.enter_answer_due(vault, stamped, date(2026, 6, 1))

    register.enter_answer_due(vault, kept, date(2026, 6, 13))

    answer = next(each for each in of(vault, case) if each.rule == "D-ANS-PROSECUTOR")
    assert (answer.due, answer.is_overridden) == (date(2026, 6, 13), False)


def test_a_term_she_removed_stays_away(vault, case, entry):
    stamped = register.enter_stamp(vault, entry, "117", STAMPED)
    for term in of(vault, case):
        keep_deadline(vault, replace(term, removed_at=vault.now().isoformat()))

    register.enter_stamp(vault, stamped, "118", Day("2026-05-15"))

    assert open_terms(vault, case) == {}


def test_a_term_she_ticked_off_does_not_come_back(vault, case, entry):
    stamped = register.enter_stamp(vault, entry, "117", STAMPED)
    answer = next(each for each in of(vault, case) if each.rule == "D-ANS-PROSECUTOR")
    keep_deadline(vault, replace(answer, done_at=vault.now().isoformat()))

    register.enter_stamp(vault, stamped, "118", Day("2026-05-15"))

    assert open_terms(vault, case).keys() == {"court"}


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("r02", "D-ANS-REPORT"),  # a report to the commander
        ("r08", "D-ANS-REPORT"),  # to a superior commander
        ("r03", "D-ANS-PROSECUTOR"),
        ("r11", "D-UPK144"),  # to the investigator
        ("r12", "D-HEAR"),  # to the court
        ("r13", "D-ANS"),
        ("r14", ""),  # a report that he is back asks for nothing
        ("unknown", "D-ANS"),
    ],
)
def test_each_document_awaits_its_own_answer(vault, case, template, expected):
    assert rule_of(vault, approved(vault, case, template)) == expected


def test_a_marked_copy_for_the_file_awaits_nothing(vault, case):
    old = approved(vault, case, "r01", archive_copy=True)

    register.enter_stamp(vault, old, "117", STAMPED)

    assert of(vault, case) == []


def test_a_report_says_that_its_terms_are_not_sure(vault, case):
    register.enter_stamp(vault, approved(vault, case, "r02"), "117", STAMPED)

    answer = next(each for each in of(vault, case) if each.rule == "D-ANS-REPORT")
    assert "report-terms" in {step.code for step in answer.cautions}


def test_the_claim_at_court_is_heard_within_a_month(vault, case):
    register.enter_stamp(vault, approved(vault, case, "r12"), "2а-1/2026", Day("2026-05-31"))

    # A month from 31 May ends on 30 June: June has no 31st.
    assert open_terms(vault, case) == {"hearing": date(2026, 6, 30)}


def test_a_stamp_of_which_only_the_month_is_known_waits_until_its_end(vault, case, entry):
    register.enter_stamp(vault, entry, "117", Day("2026-04"))

    answer = next(each for each in of(vault, case) if each.rule == "D-ANS-PROSECUTOR")
    assert answer.due == date(2026, 5, 30)
    assert "start-about" in {step.code for step in answer.cautions}


def test_a_prolonged_answer_stays_prolonged_when_the_stamp_moves(vault, case, entry):
    stamped = register.enter_stamp(vault, entry, "117", STAMPED)
    answer = next(each for each in of(vault, case) if each.rule == "D-ANS-PROSECUTOR")

    terms.prolong(vault, answer.id)
    assert open_terms(vault, case) == {"answer": date(2026, 7, 13), "court": date(2026, 10, 14)}

    register.enter_stamp(vault, stamped, "117", Day("2026-05-15"))
    assert open_terms(vault, case)["answer"] == date(2026, 7, 14)
