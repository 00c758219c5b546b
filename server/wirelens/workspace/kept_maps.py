"""Maps of states that do not change any more, kept on disk by what they were made of."""

import hashlib
from functools import cache

from wirelens.model.communication_map import CommunicationMap
from wirelens.model.settings import Settings
from wirelens.store.encoding import Encoding, ForeignValueError
from wirelens.store.folders import cache_folder
from wirelens.store.kept_facts import KeptFacts, Listing
from wirelens.workspace.recipe import recipe
from wirelens.workspace.trees import Tree


def kept_map(tree: Tree, settings: Settings) -> CommunicationMap | None:
    """The map of a state, None where it is not kept."""
    state = _state(tree, settings)
    listing = _kept(state).listing()
    if listing.state != state:
        return None
    try:
        return _encoding().decode(listing.outcome)
    except ForeignValueError:
        return None


def keep_map(tree: Tree, settings: Settings, made: CommunicationMap) -> None:
    """Keeps the map of a state. The states that were kept first go first."""
    state = _state(tree, settings)
    _kept(state).keep(Listing({}, state, _encoding().encode(made)), None)


def _kept(state: bytes) -> KeptFacts:
    return KeptFacts(cache_folder() / "maps", state.hex(), recipe())


def _state(tree: Tree, settings: Settings) -> bytes:
    digest = hashlib.blake2b(f"{settings.services!r}\0{tree.skipped}".encode("utf-8", "surrogatepass"), digest_size=16)
    for key in sorted(tree.files):
        digest.update(f"{key}\0{tree.files[key].blob}\0".encode("utf-8", "surrogatepass"))
    return digest.digest()


@cache
def _encoding() -> Encoding[CommunicationMap]:
    return Encoding(CommunicationMap)
