"""Ranks: every rank in six cases, written out."""

import pytest

from desktop.documents import russian
from desktop.documents.russian import CASES, RANKS

# Nominative, genitive, dative, accusative, instrumental, prepositional. Those on -а have an accusative of their own.
WRITTEN_OUT = """
private: рядовой, рядового, рядовому, рядового, рядовым, рядовом
lance_corporal: ефрейтор, ефрейтора, ефрейтору, ефрейтора, ефрейтором, ефрейторе
junior_sergeant: младший сержант, младшего сержанта, младшему сержанту, младшего сержанта, младшим сержантом, младшем сержанте
sergeant: сержант, сержанта, сержанту, сержанта, сержантом, сержанте
senior_sergeant: старший сержант, старшего сержанта, старшему сержанту, старшего сержанта, старшим сержантом, старшем сержанте
starshina: старшина, старшины, старшине, старшину, старшиной, старшине
praporshchik: прапорщик, прапорщика, прапорщику, прапорщика, прапорщиком, прапорщике
senior_praporshchik: старший прапорщик, старшего прапорщика, старшему прапорщику,
  старшего прапорщика, старшим прапорщиком, старшем прапорщике
junior_lieutenant: младший лейтенант, младшего лейтенанта, младшему лейтенанту, младшего лейтенанта, младшим лейтенантом, младшем лейтенанте
lieutenant: лейтенант, лейтенанта, лейтенанту, лейтенанта, лейтенантом, лейтенанте
senior_lieutenant: старший лейтенант, старшего лейтенанта, старшему лейтенанту, старшего лейтенанта, старшим лейтенантом, старшем лейтенанте
captain: капитан, капитана, капитану, капитана, капитаном, капитане
major: майор, майора, майору, майора, майором, майоре
lieutenant_colonel: подполковник, подполковника, подполковнику, подполковника, подполковником, подполковнике
colonel: полковник, полковника, полковнику, полковника, полковником, полковнике
major_general: генерал-майор, генерал-майора, генерал-майору, генерал-майора, генерал-майором, генерал-майоре
lieutenant_general: генерал-лейтенант, генерал-лейтенанта, генерал-лейтенанту, генерал-лейтенанта, генерал-лейтенантом, генерал-лейтенанте
colonel_general: генерал-полковник, генерал-полковника, генерал-полковнику, генерал-полковника, генерал-полковником, генерал-полковнике
army_general: генерал армии, генерала армии, генералу армии, генерала армии, генералом армии, генерале армии
marshal: Маршал Российской Федерации, Маршала Российской Федерации, Маршалу Российской Федерации,
  Маршала Российской Федерации, Маршалом Российской Федерации, Маршале Российской Федерации
seaman: матрос, матроса, матросу, матроса, матросом, матросе
senior_seaman: старший матрос, старшего матроса, старшему матросу, старшего матроса, старшим матросом, старшем матросе
petty_officer_2: старшина 2 статьи, старшины 2 статьи, старшине 2 статьи, старшину 2 статьи, старшиной 2 статьи, старшине 2 статьи
petty_officer_1: старшина 1 статьи, старшины 1 статьи, старшине 1 статьи, старшину 1 статьи, старшиной 1 статьи, старшине 1 статьи
chief_petty_officer: главный старшина, главного старшины, главному старшине, главного старшину, главным старшиной, главном старшине
chief_ship_petty_officer: главный корабельный старшина, главного корабельного старшины, главному корабельному старшине,
  главного корабельного старшину, главным корабельным старшиной, главном корабельном старшине
michman: мичман, мичмана, мичману, мичмана, мичманом, мичмане
senior_michman: старший мичман, старшего мичмана, старшему мичману, старшего мичмана, старшим мичманом, старшем мичмане
captain_lieutenant: капитан-лейтенант, капитан-лейтенанта, капитан-лейтенанту, капитан-лейтенанта, капитан-лейтенантом, капитан-лейтенанте
captain_3: капитан 3 ранга, капитана 3 ранга, капитану 3 ранга, капитана 3 ранга, капитаном 3 ранга, капитане 3 ранга
captain_2: капитан 2 ранга, капитана 2 ранга, капитану 2 ранга, капитана 2 ранга, капитаном 2 ранга, капитане 2 ранга
captain_1: капитан 1 ранга, капитана 1 ранга, капитану 1 ранга, капитана 1 ранга, капитаном 1 ранга, капитане 1 ранга
rear_admiral: контр-адмирал, контр-адмирала, контр-адмиралу, контр-адмирала, контр-адмиралом, контр-адмирале
vice_admiral: вице-адмирал, вице-адмирала, вице-адмиралу, вице-адмирала, вице-адмиралом, вице-адмирале
admiral: адмирал, адмирала, адмиралу, адмирала, адмиралом, адмирале
fleet_admiral: адмирал флота, адмирала флота, адмиралу флота, адмирала флота, адмиралом флота, адмирале флота
cadet: курсант, курсанта, курсанту, курсанта, курсантом, курсанте
"""
TABLE = dict(line.split(": ") for line in WRITTEN_OUT.strip().replace("\n  ", " ").splitlines())


@pytest.mark.parametrize("code", list(TABLE))
def test_a_rank_in_six_cases(code):
    assert [russian.rank(code, case) for case in CASES] == TABLE[code].split(", ")


def test_the_table_has_every_rank():
    assert list(RANKS) == list(TABLE)


@pytest.mark.parametrize("code", ["starshina", "petty_officer_2", "petty_officer_1", "chief_petty_officer", "chief_ship_petty_officer"])
def test_a_starshina_has_his_own_accusative(code):
    assert "старшину" in russian.rank(code, "accusative")
    assert "старшины" in russian.rank(code, "genitive")


def test_other_ranks_have_the_genitive_for_accusative():
    others = [rank.forms for rank in RANKS.values() if "старшина" not in rank.title]

    assert len(others) == len(RANKS) - 5
    assert all(forms.accusative == forms.genitive for forms in others)


def test_guards_and_service_stand_unchanged_around_the_rank():
    assert russian.rank("senior_sergeant", "dative", guards=True) == "гвардии старшему сержанту"
    assert russian.rank("major", "genitive", suffix="justice") == "майора юстиции"
    assert russian.rank("captain", "dative", guards=True, suffix="medical") == "гвардии капитану медицинской службы"
    assert russian.rank("private", "accusative", suffix="в отставке") == "рядового в отставке"
    assert russian.rank("colonel", "instrumental", suffix="reserve") == "полковником запаса"


def test_pickers_get_titles_in_both_languages():
    assert RANKS["captain_3"].title == "капитан 3 ранга"
    assert RANKS["captain_3"].english == "captain 3rd rank"
    assert {rank.branch for rank in RANKS.values()} == {"army", "navy", "both"}
    assert all(rank.english and rank.english.isascii() for rank in RANKS.values())


def test_an_unknown_rank_or_case_is_an_error():
    with pytest.raises(KeyError):
        russian.rank("hetman", "dative")
    with pytest.raises(ValueError, match="vocative"):
        russian.rank("private", "vocative")
