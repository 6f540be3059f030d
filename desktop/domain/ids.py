"""Ids, case numbers and pseudonyms: what a case may be called without telling whose it is."""

from collections.abc import Collection
from random import Random

# No vowels that make words with the rest, nothing that is misheard or misread (0/O, 1/I, U/V).
LETTERS = "ABCDEFGHJKLMNPQRSTWXYZ"


def case_number(year: int, random: Random, taken: Collection[str] = ()) -> str:
    """A random case number that is not `taken`, such as `26-KQTRA`: the year, and letters that say nothing."""
    while True:
        number = f"{year % 100:02d}-" + "".join(random.choice(LETTERS) for _ in range(5))
        if number not in taken:
            return number


# Nouns of things and places: never a first name, a rank, or a word of the work. They double as code words.
PSEUDONYMS: tuple[tuple[str, str], ...] = (
    ("Клён", "Maple"), ("Гавань", "Harbour"), ("Маяк", "Lighthouse"), ("Родник", "Spring"), ("Парус", "Sail"),
    ("Ясень", "Ash"), ("Колодец", "Well"), ("Мельница", "Mill"), ("Причал", "Pier"), ("Берёза", "Birch"),
    ("Фонарь", "Lantern"), ("Овраг", "Ravine"), ("Сосна", "Pine"), ("Якорь", "Anchor"), ("Ручей", "Brook"),
    ("Остров", "Island"), ("Пасека", "Apiary"), ("Янтарь", "Amber"), ("Гранит", "Granite"), ("Рябина", "Rowan"),
    ("Компас", "Compass"), ("Лодка", "Boat"), ("Терраса", "Terrace"), ("Дубрава", "Grove"), ("Кувшин", "Jug"),
    ("Озеро", "Lake"), ("Перевал", "Pass"), ("Калитка", "Gate"), ("Ковёр", "Carpet"), ("Глобус", "Globe"),
    ("Ольха", "Alder"), ("Кедр", "Cedar"), ("Шалаш", "Hut"), ("Ветряк", "Windmill"), ("Полюс", "Pole"),
    ("Тополь", "Poplar"), ("Лиман", "Estuary"), ("Чайник", "Kettle"), ("Сундук", "Chest"), ("Курган", "Mound"),
    ("Мостик", "Footbridge"), ("Бархат", "Velvet"), ("Свирель", "Reed-pipe"), ("Каштан", "Chestnut"), ("Заря", "Dawn"),
    ("Роща", "Copse"), ("Утёс", "Cliff"), ("Челнок", "Shuttle"), ("Беседка", "Arbour"), ("Клевер", "Clover"),
)  # fmt: skip


def pseudonym(language: str, random: Random, taken: Collection[str]) -> str:
    """A noun that no open case uses yet, with a number behind it once all are taken."""
    nouns = [english if language == "en" else russian for russian, english in PSEUDONYMS]
    free = [noun for noun in nouns if noun not in taken]
    if free:
        return random.choice(free)
    count = 2
    while (name := f"{random.choice(nouns)} {count}") in taken:
        count += 1
    return name
