"""Names on a disk that tell are noticed, and plain ones are left alone."""

import pytest

from desktop.domain.disk_names import telling_word

TELLING = (
    "дела", "Дела 2026", "отказы", "Рапорт_1", "refusals", "my-soldiers", "LAWYER", "client files", "case1", "cases.db", "Иванов",
    "папка Королёва", "ivanov", "Petrenko-2", "Дмитрий", "sergey", "адвокатское", "военкомат", "Жалобы", "secret", "Воскресенский",
)  # fmt: skip
PLAIN = (
    "files", "files-2", "copy", "фото", "Фото 2026", "книги", "музыка", "backup", "Documents", "Документы", "archive", "архив", "data",
    "photos", "r01.ru.txt", "header.a", "papers", "lock", "рецепты", "дача", "", "...", "Новая папка", "partition", "origin",
)  # fmt: skip


@pytest.mark.parametrize("name", TELLING)
def test_a_name_that_tells_is_noticed(name):
    assert telling_word(name)


@pytest.mark.parametrize("name", PLAIN)
def test_a_plain_name_is_left_alone(name):
    assert telling_word(name) == ""
