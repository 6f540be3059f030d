"""An approved document stays as it was, whatever is done in whatever order."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.domain.letters import RegisterEntry
from desktop.domain.people import Role
from desktop.domain.register import is_unchanged
from desktop.operations import letters
from desktop.operations.cases import open_case
from desktop.operations.people import add_person
from desktop.storage import records
from tests import make
from tests.operations.test_register import DEEDS, approved, frozen
from tests.torture.counts import count


@given(st.lists(st.sampled_from(sorted(DEEDS)), min_size=1, max_size=12))
@settings(max_examples=count(2, 300), suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_in_whatever_order_nothing_that_was_frozen_changes(vault, deeds):
    case = open_case(vault)
    add_person(vault, make.person(), case.id, Role.CLIENT)
    first = approved(vault, case)

    for deed in deeds:
        DEEDS[deed](vault, records.get(vault, RegisterEntry, first.id))

    kept = records.get(vault, RegisterEntry, first.id)
    assert frozen(kept) == frozen(first)
    assert is_unchanged(kept)
    assert letters.pdf_of(kept) == letters.pdf_of(first)
