"""Whatever happens to a workspace, and in whatever order: the map that was kept up to date is the map linked from scratch.

`WIRELENS_DEEP=1` looks for longer.
"""

import random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from support.history import EXAMPLES, SOURCES, History, together
from wirelens.checks.checks import check
from wirelens.link.linker import Linker
from wirelens.link.linking import link
from wirelens.model.facts import FileFacts
from wirelens.scan.scanner import scan


def _facts(texts: dict[str, str]) -> dict[str, FileFacts]:
    return {file: facts for file, text in texts.items() if (facts := scan(file, text)) is not None}


@given(st.lists(st.sampled_from(sorted(SOURCES)), min_size=1, max_size=4, unique=True), st.randoms(use_true_random=False))
@settings(max_examples=EXAMPLES, suppress_health_check=[HealthCheck.too_slow], print_blob=True)
def test_kept_up_to_date_is_linked_from_scratch(names: list[str], chance: random.Random) -> None:
    history = History(names, chance)
    linker = Linker({"http://localhost:9999": "api"})
    before: dict[str, FileFacts] = {}
    for _ in range(6):
        after = _facts(history.now)
        changed = [file for file in {**before, **after} if before.get(file) != after.get(file)]
        chance.shuffle(changed)
        kept = linker.update({file: after.get(file) for file in changed}, skipped=1)
        scratch = link(after, {"http://localhost:9999": "api"}, skipped=1)
        assert kept == scratch
        assert check(kept, {}) == check(scratch, {})
        before = after
        history.go_on()


def test_what_did_not_change_is_the_same_object() -> None:
    texts = together(["callback_and_polling"])
    linker = Linker({})
    first = linker.update(_facts(texts))
    assert linker.update({}) == first
    again = linker.update(_facts(texts))
    assert all(one is another for one, another in zip(first.calls, again.calls, strict=True))
    assert all(one is another for one, another in zip(first.endpoints, again.endpoints, strict=True))
