"""The demo: invented, varied, the same for the same seed; its first case is the article's soldier."""

import re
from collections import Counter
from pathlib import Path

import pytest

from desktop.domain.calls import Call
from desktop.domain.cases import Case, Category, Situation, Stage, Threat
from desktop.domain.deadlines import Deadline, days_left
from desktop.domain.errors import Cancelled, VaultExists
from desktop.domain.events import Event, EventKind
from desktop.domain.ids import PSEUDONYMS
from desktop.domain.letters import Letter, RegisterEntry
from desktop.domain.notes import Note
from desktop.domain.people import Party, Person, Role, Sex
from desktop.domain.units import Unit
from desktop.operations import checks, vaults
from desktop.operations.demo import making
from desktop.operations.demo.lots import REFERENCE
from desktop.operations.demo.names import of_sex
from desktop.operations.demo.world import make_world
from desktop.storage import records
from tests.conftest import PASSPHRASE

CASES = 120
MANY = 400  # the rarest are one in a hundred
LEFT_OVER = re.compile(r"[{}\[\]|]")


def values(seed: int = 1, cases: int = CASES, language: str = "ru"):
    world = make_world(seed, cases, language)
    return [*world.values(), *(value for number in range(cases, 0, -1) for value in making._values(world, number))]


@pytest.fixture(scope="module")
def invented():
    return values()


@pytest.fixture(scope="module")
def many():
    return values(cases=MANY)


def of(invented, kind):
    return [value for value in invented if isinstance(value, kind)]


def first(invented, kind):
    case = of(invented, Case)[-1]
    return [value for value in of(invented, kind) if value.case == case.id]


def test_the_same_seed_makes_the_same_and_another_makes_others(invented):
    assert values() == invented
    assert {value.id for value in values(seed=2)}.isdisjoint(value.id for value in invented)


def test_a_vault_holds_what_was_invented_and_is_whole(tmp_path):
    vault_folder = tmp_path / "v"
    steps: list[tuple[int, int]] = []

    making.make_demo(vault_folder, PASSPHRASE, cases=5, unlock_seconds=0.01, report=lambda done, total: steps.append((done, total)))

    with vaults.open_vault(vault_folder, vaults.unlock(vault_folder, PASSPHRASE)) as vault:
        for kind in (Case, Person, Unit, Event, Note, Deadline):
            kept = {value.id: value for value in records.every(vault, kind)}
            assert kept == {value.id: value for value in of(values(cases=5), kind)}
        assert checks.check(vault).ok
    assert steps[-1] == (5, 5)


def test_whoever_has_had_enough_keeps_nothing(tmp_path):
    def stop(done, total):
        raise Cancelled

    with pytest.raises(Cancelled):
        making.make_demo(tmp_path / "v", PASSPHRASE, cases=5, unlock_seconds=0.01, report=stop)

    assert list(tmp_path.iterdir()) == []


def test_a_folder_with_something_in_it_stays_as_it_was(tmp_path):
    (tmp_path / "hers").write_text("hers")

    with pytest.raises(VaultExists):
        making.make_demo(tmp_path, PASSPHRASE, unlock_seconds=0.01)

    assert [path.name for path in tmp_path.iterdir()] == ["hers"]


def test_each_of_the_few_has_what_a_case_has(invented):
    few = of(values(cases=12), Case)
    for kind, least in ((Note, 1), (Event, 1), (Party, 1)):
        of_case = Counter(value.case for value in of(values(cases=12), kind))
        assert all(of_case[case.id] >= least for case in few)
    assert len(of(invented, Letter)) > CASES / 2
    assert CASES / 5 < len(of(invented, RegisterEntry)) < len(of(invented, Letter))
    assert of(invented, Call)


def test_among_many_are_the_empty_the_endless_and_the_long(many):
    told = Counter(value.case for value in many if isinstance(value, Event | Note | Party | Deadline | Letter))
    events = Counter(event.case for event in of(many, Event))
    lengths = [len(note.text) for note in of(many, Note)]

    assert 0 < sum(told[case.id] == 0 for case in of(many, Case)) < 0.06 * MANY
    assert 20 <= max(events.values()) <= 30
    assert min(lengths) < 60
    assert max(lengths) > 3000
    assert max(len(person.full_name) for person in of(many, Person)) > 45
    assert {case.category for case in of(many, Case)} == set(Category)
    assert {case.situation for case in of(many, Case)} == set(Situation)
    assert {case.threat for case in of(many, Case)} == set(Threat)
    assert {case.stage for case in of(many, Case)} == set(Stage)


def test_cases_are_varied(invented):
    cases = of(invented, Case)

    assert len({case.category for case in cases}) >= 8
    assert len({case.stage for case in cases}) >= 10
    assert len({case.threat for case in cases}) >= 4
    assert 0 < sum(bool(case.closed_at) for case in cases) < CASES / 3
    assert {person.sex for person in of(invented, Person)} == set(Sex)


def test_dates_lie_around_the_reference_day(invented):
    left = [days_left(deadline, REFERENCE) for deadline in of(invented, Deadline) if not deadline.done_at]

    assert min(left) < 0 < max(left)
    assert 0 in left
    assert any(case.urgent_by for case in of(invented, Case))
    with_dates = {deadline.case for deadline in of(invented, Deadline)}
    assert any(case.id not in with_dates and not case.closed_at for case in of(invented, Case))


def test_numbers_and_pseudonyms_are_each_given_once(invented):
    cases = of(invented, Case)
    nouns = {noun for noun, _ in PSEUDONYMS}

    assert len({case.number for case in cases}) == len({case.pseudonym for case in cases}) == CASES
    assert all(case.pseudonym.split()[0] in nouns for case in cases)


def test_units_are_plainly_invented(invented):
    assert [unit.number for unit in of(invented, Unit)][:3] == ["00001", "00002", "00003"]


def test_no_slot_is_left_open_in_any_text(invented):
    for value in invented:
        texts = [text for text in vars(value).values() if isinstance(text, str)]
        if isinstance(value, Note):
            texts += value.blocks.values()
        if isinstance(value, Letter):
            texts += value.fields.values()
        assert not any(LEFT_OVER.search(text) for text in texts if not text.startswith(">")), value


def test_what_is_in_the_register_has_no_gap(invented):
    assert not any("[[" in entry.text for entry in of(invented, RegisterEntry))


def test_case_one_is_the_soldier_of_the_article(invented):
    case = of(invented, Case)[-1]

    assert case.pseudonym == "Клён"
    assert of(values(cases=1, language="en"), Case)[-1].pseudonym == "Maple"
    assert case.category == "conscript_contract"
    kinds = [event.kind for event in first(invented, Event)]
    told = [
        EventKind.SERVICE_START, EventKind.CONTRACT_SIGNED, EventKind.DEPLOYMENT, EventKind.DEPLOYMENT_END, EventKind.REFUSAL_ORAL,
        EventKind.CONSULTATION, EventKind.WEAPON_RETURNED, EventKind.DOCUMENT_FILED, EventKind.REGISTRATION, EventKind.GOAL,
    ]  # fmt: skip
    assert [kind for kind in kinds if kind in told] == told
    assert kinds.count(EventKind.ORDER_RECEIVED) == 3


def test_his_letter_stands_in_the_register_as_a_copy_for_the_file(invented):
    (entry,) = first(invented, RegisterEntry)

    assert entry.archive_copy
    assert entry.stamp_number
    assert "отказываюсь" in entry.text
    assert "[[" not in entry.text


def test_no_comrade_is_named(invented):
    people = {party.role for party in first(invented, Party)}

    assert people == {Role.CLIENT, Role.COMMANDER}


@pytest.mark.parametrize(
    ("his", "hers"),
    [("Смирнов", "Смирнова"), ("Уваровский", "Уваровская"), ("Горячий", "Горячая"), ("Монгуш", "Монгуш"), ("Гасан оглы", "Гасан кызы"),
     ("Кара-оолович", "Кара-ооловна"), ("Алексеевич", "Алексеевна"), ("Черных", "Черных"), ("Шевченко", "Шевченко"), ("", "")],
)  # fmt: skip
def test_names_are_those_of_her_sex(his, hers):
    assert of_sex(his, Sex.FEMALE) == hers
    assert of_sex(his, Sex.MALE) == his


def test_no_sentence_of_the_shipped_texts_tells_strengths_losses_or_weapons():
    text = "".join(path.read_text("utf-8") for path in (Path(__file__).parents[2] / "resources/lists/demo").glob("*.toml")).lower()

    assert not re.search(r"погиб|убит|автомат|калибр|\bсво\b|войн", text)
