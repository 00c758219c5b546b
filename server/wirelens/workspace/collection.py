"""Making much that stays, without Python looking for garbage among it."""

import gc
from collections.abc import Generator
from contextlib import contextmanager

_CREATED_BETWEEN_COLLECTIONS = 50_000


def collect_seldom() -> None:
    """Has Python look for garbage less often than after 700 new objects: what a file's scan leaves is all garbage, or none of it is yet."""
    gc.set_threshold(_CREATED_BETWEEN_COLLECTIONS)


@contextmanager
def uncollected() -> Generator[None]:
    """While what stays is made: looking for garbage among it would take longer than making it. It is not looked at later either."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if collects:
            gc.enable()


def collect_all() -> None:
    """Looks for garbage among all there is, what was made `uncollected` too: for who has let go of much of that."""
    gc.unfreeze()
    gc.collect()
