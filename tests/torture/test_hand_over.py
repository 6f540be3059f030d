"""Handing over the key, killed at any moment: before or after, and never without a way in."""

from collections import Counter
from pathlib import Path

from desktop.domain.errors import WrongSecret
from desktop.operations import ways_in
from desktop.operations.recovery import check_words, renew_words
from desktop.operations.vaults import open_vault, unlock
from desktop.storage import header
from desktop.storage.keys import Keys
from tests.conftest import PASSPHRASE
from tests.torture.counts import count, seeded, tell
from tests.torture.killed import Deaths

DEED, BEFORE = "handing_over.hand_over(vault)", "from desktop.operations import handing_over"


def test_killed_at_any_moment_another_way_in_is_left_and_hers_is_whole_or_gone(folder: Path, keys: Keys, tmp_path: Path):
    with open_vault(folder, keys) as vault:
        ways_in.add_passphrase(vault, "вторая")
        words = " ".join(renew_words(vault, "ru"))
        assert check_words(vault, words)
    deaths = Deaths(DEED, folder, keys, tmp_path, seeded("hand over"), before=BEFORE)
    seen: Counter[str] = Counter()
    for _ in range(count(4, 200)):
        left, done = deaths.next()
        hers = [_opens(left, secret) for secret in (PASSPHRASE, "вторая")]
        assert len(set(hers)) == 1, "one of her two passphrases went without the other"
        assert not (done and hers[0])
        assert unlock(left, words) == keys
        torn = len({copy.header.epoch for copy in header.read(left).copies}) > 1
        with open_vault(left, keys) as vault:
            # What the vault remembers of its ways in is what the header has.
            known = sorted(way.kind for way in ways_in.ways_in(vault))
            assert known == [*["passphrase"] * 2 * (hers[0] and not torn), "words"]
            assert header.read(left).whole
        # Died between the two copies of the header: the older one opened once more, and opening finished what was begun.
        assert _opens(left, PASSPHRASE) is (hers[0] and not torn)
        seen["between" if torn else "before" if hers[0] else "after"] += 1

    tell(f"handing over, killed {seen.total()} times within {deaths.longest * 1000:.0f} ms: {dict(seen)}")


def _opens(folder: Path, secret: str) -> bool:
    try:
        unlock(folder, secret)
    except WrongSecret:
        return False
    return True
