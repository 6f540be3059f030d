"""The invented cases after the first: as varied as those of a real desk."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from desktop.domain.calls import Call
from desktop.domain.cases import Case, Category, Consent, Contract, Situation, Stage, Threat
from desktop.domain.days import Day
from desktop.domain.deadlines import Deadline, DeadlineKind, Occasion
from desktop.domain.events import Certainty, Event, EventKind, Order, OrderForm
from desktop.domain.notes import Note
from desktop.domain.people import Party, Person, Role, Sex
from desktop.domain.values import Value
from desktop.operations.demo import names, papers, stories
from desktop.operations.demo.lots import REFERENCE, Lots, iso
from desktop.operations.demo.stories import Scenario, Step, Teller
from desktop.operations.demo.world import Place, World

_SHARE_OF_WOMEN = 0.07
_SHARE_CLOSED = 0.15
_POSTS = (
    "стрелок", "старший стрелок", "водитель", "механик-водитель", "санитарный инструктор", "радиотелефонист", "наводчик-оператор",
    "сапёр", "командир отделения", "техник", "писарь",
)  # fmt: skip
_SUBUNITS = (
    "{0} мотострелковая рота", "{0} мотострелковый взвод {1} мотострелковой роты", "рота связи", "рота материального обеспечения",
    "медицинская рота",
)  # fmt: skip
_RANKS = ("private", "private", "private", "lance_corporal", "junior_sergeant", "sergeant", "senior_sergeant", "praporshchik")
_OFFICERS = ("lieutenant", "senior_lieutenant", "captain", "major")
_MEN_OF_A_FAMILY = frozenset({"отец", "брат", "дядя"})
# How many days from the reference day a date lies: overdue, today, this week, this month, later.
_DUE = ((-14, -1, 10), (0, 1, 12), (2, 7, 25), (8, 30, 33), (31, 120, 20))
# The second case cannot wait, so that even a small vault shows what that looks like.
_URGENT = 2
# Files that were opened and then nothing came: so many, but none among the few of a small vault.
_SHARE_BARE, _FEW = 0.03, 12
# How often so many things are told between the talks, from - to: a quiet file, a busy one, one that never rests.
_TOLD = ((0, 3, 82), (3, 9, 14), (10, 23, 4))
# How long a note is: a line, a word on the telephone, a talk, an evening, two pages; and how many in a hundred.
_LINE, _WORD, _TALK, _EVENING, _PAGES = range(5)
_LENGTHS = (8, 22, 46, 18, 6)
_TOLD_IN_FULL = ("question", "advice", "warnings", "next_steps")
_TALKS = ("телефон", "телефон", "телефон", "лично", "через родных", "видеозвонок")


@dataclass(frozen=True)
class Setting:
    """What the parts of one case have in common."""

    lots: Lots
    scenario: Scenario
    teller: Teller
    place: Place
    opened: date

    def between(self, earliest: int, latest: int) -> date:
        """A day so many days before the case was opened."""
        return self.opened - timedelta(days=self.lots.number(min(earliest, latest), max(earliest, latest)))

    def since(self) -> date:
        """A day since the case was opened; mostly soon after."""
        length = (REFERENCE - self.opened).days
        return self.opened + timedelta(days=int(length * self.lots.random.random() ** 2))


def one_case(world: World, number: int) -> Iterator[Value]:
    """All values of the case with this number, from 2 on."""
    lots = Lots(world.seed, f"case {number}")
    if number > _FEW and lots.chance(_SHARE_BARE):
        yield _bare(world, lots, number)
        return
    sex = Sex.FEMALE if lots.chance(_SHARE_OF_WOMEN) else Sex.MALE
    book = stories.book(sex)
    scenario = book.one("held") if number == _URGENT else book.scenario(lots)
    role = lots.one(book.roles) if scenario.situations[0] != "no_contact" else lots.one([each for each in book.roles if "сам" not in each])
    people = names.a_people(lots)
    family = lots.one(people.surnames)
    place = lots.one(world.places)
    category = Category(lots.one(scenario.categories))
    client = names.soldier(lots, people, family, sex, rank=_rank(lots, category), post=lots.one(_POSTS))
    usual = 5 if scenario.is_urgent else 160
    opened = REFERENCE - timedelta(days=min(1400, 1 + int(lots.random.expovariate(1 / usual))))
    teller = Teller(lots, book, role, opened)
    setting = Setting(lots, scenario, teller, place, opened)
    case = _case(world, setting, category, client, number)
    rings = None
    if not role.startswith("сам"):
        rings = names.relative(lots, people, family, Sex.MALE if role in _MEN_OF_A_FAMILY else Sex.FEMALE, client.address)
    if people.language != "ru" and lots.chance(0.5):
        case = replace(case, languages=("ru", people.language))
    if rings is not None and lots.chance(0.6):
        case = replace(case, contracting=rings.id, consent=lots.one(list(Consent)))
    yield client
    yield case
    yield from _people(setting, case, client, rings, role)
    yield from _events(setting, case)
    yield from _notes(setting, case)
    yield from papers.letters(setting.lots, case, client, place, scenario.templates, sex, opened)
    yield from _deadlines(setting, case)
    yield from _calls(setting, case, role)


def stray_call(world: World, number: int) -> Call:
    """A call that became no file."""
    lots = Lots(world.seed, f"call {number}")
    book = stories.book(Sex.MALE)
    scenario = book.scenario(lots)
    day = REFERENCE - timedelta(days=lots.number(0, 60))
    role = lots.one([each for each in book.roles if each != "сам"])
    began = lots.moment(day)
    waits = lots.chance(0.3)
    return Call(
        id=lots.new_id(),
        began=iso(began),
        ended=iso(began + timedelta(minutes=lots.number(2, 25))),
        who=role,
        about=lots.one(["сын", "муж", "брат", "племянник", "друг", "жених"]),
        number=names.telephone(lots),
        line=Teller(lots, book, role, day).tell(lots.one(scenario.matter)),
        ring_back=f"{REFERENCE + timedelta(days=lots.number(-1, 4)):%Y-%m-%d}T{lots.number(9, 21):02d}:00" if waits else "",
        done_at="" if waits else iso(began),
    )


def _case(world: World, setting: Setting, category: Category, client: Person, number: int) -> Case:
    lots, scenario, teller, place, opened = setting.lots, setting.scenario, setting.teller, setting.place, setting.opened
    is_closed = (REFERENCE - opened).days > 60 and lots.chance(0.5 if scenario.is_closing else _SHARE_CLOSED)
    closed = opened + timedelta(days=lots.number(20, max(20, (REFERENCE - opened).days)))
    urgent = scenario.is_urgent and (number == _URGENT or lots.chance(0.6))
    serves = category not in {Category.PRE_DRAFT, Category.AGS, Category.RESERVIST}
    return Case(
        id=lots.new_id(),
        number=world.number(lots, opened),
        pseudonym=world.pseudonym(number - 1),
        opened_at=iso(lots.moment(opened)),
        category=category,
        stage=lots.one([Stage.CLOSED, Stage.CLOSED, Stage.ARCHIVED]) if is_closed else Stage(lots.one(scenario.stages)),
        situation=Situation(lots.one(scenario.situations)),
        threat=Threat.NONE if is_closed else Threat(lots.one(scenario.threats)),
        urgent_by=f"{REFERENCE + timedelta(days=lots.number(0, 1))}T{lots.number(9, 20):02d}:00" if urgent else "",
        client=client.id,
        may_be_handed_to=lots.one(["", "", "коллега по кабинету"]),
        called_by=teller.tell("{role}"),
        about="о себе" if teller.role.startswith("сам") else "о ней" if client.sex is Sex.FEMALE else "о нём",
        where=lots.one(["в расположении", "в госпитале", "дома, в отпуске", "связи нет", "не уточняли"]),
        matter=teller.tell(lots.one(scenario.matter)),
        now="" if lots.chance(0.4) else teller.tell(lots.one(scenario.facts)),
        unit=place.unit.id if serves else "",
        subunit=lots.one(_SUBUNITS).format(lots.number(1, 3), lots.number(1, 9)) if serves else "",
        post=client.post if serves else "",
        branch=place.unit.branch if serves else "",
        service_began=Day(f"{opened.year - lots.number(0, 4)}-{lots.number(1, 12):02d}") if serves else None,
        contract=_contract(lots, opened)
        if category in {Category.CONTRACT, Category.CONSCRIPT_CONTRACT, Category.OFFICER_CONTRACT}
        else None,
        zone=place.zone,
        colour=lots.number(0, 7),
        tags=tuple(lots.some(["здоровье", "семья", "перевод", "отпуск", "повторно", "срочно написать"], 0, 2)),
        conflict_checked=f"нет, {opened:%d.%m.%Y}" if lots.chance(0.7) else "",
        closed_at=iso(lots.moment(min(closed, REFERENCE))) if is_closed else "",
    )


def _bare(world: World, lots: Lots, number: int) -> Case:
    """A file with hardly more than its number: somebody rang once, and nobody is named yet."""
    opened = REFERENCE - timedelta(days=lots.number(1, 300))
    return Case(
        id=lots.new_id(),
        number=world.number(lots, opened),
        pseudonym=world.pseudonym(number - 1),
        opened_at=iso(lots.moment(opened)),
        category=Category.UNKNOWN,
        stage=lots.one([Stage.LEAD, Stage.LEAD, Stage.CONFLICT_CHECK]),
        consent=Consent.NOT_ASKED,
        called_by=lots.one(["", "мать", "жена", "не назвался"]),
        where=lots.one(["", "не уточняли"]),
        colour=lots.number(0, 7),
    )


def _contract(lots: Lots, opened: date) -> Contract:
    year = opened.year - lots.number(0, 3)
    return Contract(
        number=lots.one(["", "б/н", str(lots.number(10, 900))]),
        signed_on=Day(f"{year}-{lots.number(1, 12):02d}~"),
        ends=Day(f"{year + lots.number(1, 5)}"),
    )


def _rank(lots: Lots, category: Category) -> str:
    if category in {Category.PRE_DRAFT, Category.AGS}:
        return ""
    if category is Category.CONSCRIPT:
        return "private"
    return lots.one(_OFFICERS if category is Category.OFFICER_CONTRACT else _RANKS)


def _people(setting: Setting, case: Case, client: Person, rings: Person | None, role: str) -> Iterator[Value]:
    lots = setting.lots
    yield Party(
        id=lots.new_id(), case=case.id, person=client.id, role=Role.CLIENT, safe_to_call=lots.one(["", "после 20", "только сообщение"])
    )
    if case.unit:
        yield Party(id=lots.new_id(), case=case.id, person=setting.place.commander.id, role=Role.COMMANDER)
        if lots.chance(0.25):
            yield Party(id=lots.new_id(), case=case.id, person=setting.place.deputy.id, role=Role.OFFICER, relation="с ним говорил")
    if rings is not None:
        yield rings
        yield Party(
            id=lots.new_id(),
            case=case.id,
            person=rings.id,
            role=Role.RELATIVE,
            relation=role,
            code_word=lots.one(["облако", "варенье", "ступенька", "самовар", "подснежник", "калоша", "карусель"]),
            may_be_told=lots.one(["всё", "что подано и что ответили", "когда позвонить"]),
            may_not_be_told=lots.one(["", "о здоровье", "где он сейчас" if client.sex is Sex.MALE else "где она сейчас"]),
            safe_to_call=lots.one(["в любое время", "до 22", "днём"]),
        )


def _events(setting: Setting, case: Case) -> Iterator[Value]:
    lots, scenario = setting.lots, setting.scenario
    for step in scenario.events:
        if lots.chance(0.9):
            yield from _event(setting, case, step)
    least, most, _ = lots.random.choices(_TOLD, [share for *_, share in _TOLD])[0]
    # Each thing is told once.
    for fact in lots.some([*scenario.facts, *setting.teller.book.common["filler"]], least, most):
        day = Day.of(setting.since())
        title = lots.one(["Разговор", "Звонок", "Сообщение от родных"])
        yield Event(id=lots.new_id(), case=case.id, kind=EventKind.CONTACT, day=day, title=title, text=setting.teller.tell(fact))


def _event(setting: Setting, case: Case, step: Step) -> Iterator[Value]:
    lots, teller = setting.lots, setting.teller
    day = setting.between(step.earliest, step.latest)
    told = _told(lots, day)
    event = Event(
        id=lots.new_id(),
        case=case.id,
        kind=EventKind(step.kind),
        day=told,
        until=Day(f"{day + timedelta(days=lots.number(20, 60)):%Y-%m}~") if step.kind == EventKind.DEPLOYMENT else None,
        title=teller.tell(step.title),
        text=teller.tell(step.text),
        place=lots.one(["", "", "в расположении", setting.place.unit.garrison]),
        actor=teller.tell(lots.one(["", "доверитель", "{post}"])),
        source=lots.one(["", "со слов", "видели копию", "со слов родных"]),
        certainty=lots.one(list(Certainty)),
    )
    yield event
    if event.kind is EventKind.ORDER_RECEIVED:
        yield Order(
            id=lots.new_id(),
            case=case.id,
            event=event.id,
            given_by=teller.tell("{post}"),
            form=lots.one(list(OrderForm)),
            day=told,
            number=lots.one(["", "", str(lots.number(10, 400))]),
            wording=lots.one(["Готовиться к отправке.", "Убыть вместе с подразделением.", "Прикомандировать до особого распоряжения."]),
            copy_obtained=lots.chance(0.15),
        )


def _told(lots: Lots, day: date) -> Day | None:
    """A day as people remember days."""
    form = lots.random.choices(("%Y-%m-%d", "%Y-%m-%d~", "%Y-%m", "%Y-%m~", "%Y", ""), (50, 15, 15, 10, 6, 4))[0]
    return Day(day.strftime(form)) if form else None


def _notes(setting: Setting, case: Case) -> Iterator[Note]:
    lots = setting.lots
    days = sorted([setting.opened, *(setting.since() for _ in range(min(13, int(lots.random.expovariate(1 / 3.5)))))])
    for number, day in enumerate(days, start=1):
        written = lots.moment(day)
        is_old = (REFERENCE - day).days > 3
        yield Note(
            id=lots.new_id(),
            case=case.id,
            written_at=iso(written),
            number=number,
            began=f"{day}T{written.hour:02d}:{written.minute:02d}",
            channel=lots.one(_TALKS),
            present=setting.teller.tell(lots.one(["доверитель", "{role}", "доверитель и {role}"])),
            language="ru",
            alone=lots.one(["yes", "no", ""]),
            free_to_speak=lots.one(["yes", "yes", "no", ""]),
            blocks=_blocks(replace(setting.teller, today=day), setting.scenario),
            retold=lots.chance(0.5),
            signed_at=iso(written + timedelta(minutes=lots.number(5, 600))) if is_old and lots.chance(0.85) else "",
        )


def _blocks(teller: Teller, scenario: Scenario) -> dict[str, str]:
    lots, common = teller.lots, teller.book.common
    length = lots.random.choices(range(len(_LENGTHS)), _LENGTHS)[0]
    if length == _LINE:
        return {"facts": teller.tell(lots.one(scenario.facts))}
    if length == _PAGES:
        return _pages(teller, scenario)
    facts = [*lots.some(scenario.facts, length, 3 * length - 1), *lots.some(common["filler"], 0, 3 * length - 2)]
    lots.random.shuffle(facts)
    written = {"facts": facts, "next_steps": lots.some(common["next_steps"], 1, length)}
    if length > _WORD:
        written |= {
            "question": lots.some(common["question"], 0, length),
            "advice": lots.some(common["advice"], 1, 3 * length - 2),
            "warnings": lots.some(common["warnings"], 0, 2 * length - 2),
            "understanding": lots.some(common["understanding"], 0, 1),
            "decision": lots.some(common["decision"], 1, 1),
            "contact": lots.some(common["contact"], 0, 1),
        }
    return {block: teller.tell_all(texts) for block, texts in written.items() if texts}


def _pages(teller: Teller, scenario: Scenario) -> dict[str, str]:
    """The whole story, told in one go."""
    lots, common = teller.lots, teller.book.common
    facts = [*scenario.facts, *lots.some(common["filler"], 6, 12)]
    lots.random.shuffle(facts)
    written = {block: lots.some(common[block], len(common[block]) * 2 // 3, len(common[block])) for block in _TOLD_IN_FULL}
    written |= {block: [lots.one(common[block])] for block in ("understanding", "decision", "contact")}
    return {block: teller.tell_all(texts) for block, texts in {"facts": facts, **written}.items()}


def _deadlines(setting: Setting, case: Case) -> Iterator[Deadline]:
    lots = setting.lots
    if case.closed_at:
        return
    for title in lots.some(setting.scenario.deadlines, 0, 4):
        first, last, _ = lots.random.choices(_DUE, [share for *_, share in _DUE])[0]
        kind = _kind(title)
        due = REFERENCE + timedelta(days=lots.number(first, last))
        is_done = due < REFERENCE and lots.chance(0.5)
        yield Deadline(
            id=lots.new_id(),
            case=case.id,
            due=due,
            title=title,
            kind=kind,
            occasion=_occasion(title) if kind is DeadlineKind.APPOINTMENT else Occasion.UNSAID,
            time=f"{lots.number(9, 18):02d}:{lots.one(['00', '30'])}" if kind is DeadlineKind.APPOINTMENT else "",
            zone=setting.place.zone if kind is DeadlineKind.APPOINTMENT else "",
            done_at=iso(lots.moment(due)) if is_done else "",
        )


def _kind(title: str) -> DeadlineKind:
    if title.startswith(("Ответ", "Срок", "Возвращение", "Жалоба", "Выписка из")):
        return DeadlineKind.DEADLINE
    if title.startswith(("Заседание", "Опрос", "Комиссия", "Запись", "Аттестационная")):
        return DeadlineKind.APPOINTMENT
    return DeadlineKind.REMINDER


def _occasion(title: str) -> Occasion:
    return Occasion.HEARING if title.startswith("Заседание") else Occasion.MEETING


def _calls(setting: Setting, case: Case, role: str) -> Iterator[Call]:
    lots = setting.lots
    for _ in range(lots.number(0, 2)):
        began = lots.moment(setting.since())
        yield Call(
            id=lots.new_id(),
            began=iso(began),
            ended=iso(began + timedelta(minutes=lots.number(1, 30))),
            case=case.id,
            who=role,
            line=setting.teller.tell(lots.one(setting.scenario.facts)),
            zone=setting.place.zone,
            done_at=iso(began),
        )
