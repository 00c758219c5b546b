"""Whatever happens to a workspace, on the disk and in open documents: the result is that of all texts read at once.

Most files are not even read, places in open documents are told to linking by numbers of their lines, and what each file holds is kept.
"""

import random
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from support.history import EXAMPLES, SOURCES, History
from wirelens.model.communication_map import FileSummary
from wirelens.model.settings import Settings
from wirelens.scan.scanner import language_of
from wirelens.workspace.analysis import Analysis
from wirelens.workspace.folders import Root
from wirelens.workspace.pipeline import Pipeline, finish
from wirelens.workspace.scanners import Scanners

STATES = 6
CHANCE_OF_DOCUMENT = 0.3


@given(st.lists(st.sampled_from(sorted(SOURCES)), min_size=1, max_size=3, unique=True), st.randoms(use_true_random=False))
@settings(max_examples=EXAMPLES, suppress_health_check=[HealthCheck.too_slow], print_blob=True, deadline=None)
def test_as_if_all_texts_were_read_at_once(names: list[str], chance: random.Random) -> None:
    history = History(names, chance)
    before: dict[str, str] = {}
    documents: set[str] = set()
    with TemporaryDirectory() as folder, closing(Scanners(0)) as scanners:
        root = Path(folder)
        pipeline = Pipeline((Root("", root, root.as_uri()),), Settings(), git=False, scanners=scanners, keeps=False)
        for _ in range(STATES):
            texts = history.now
            changed = {file for file in {**before, **texts} if before.get(file) != texts.get(file)}
            _write(root, before, texts)
            opened = {file for file in texts if chance.random() < CHANCE_OF_DOCUMENT}
            buffers = {file: texts[file] if file in opened else None for file in documents | opened}
            result = finish(pipeline.run(buffers, rescan=True, changed=frozenset(changed)))
            found = {file: text for file, text in texts.items() if file in result.files}  # discovery leaves out what nobody writes by hand
            whole = Analysis(Settings()).update(found)
            assert result.map == whole.map
            assert result.findings == whole.findings
            unlike = {file for file, summary in result.files.items() if summary not in (whole.files[file], FileSummary(language_of(file)))}
            assert unlike == set()
            assert {file for file in opened & found.keys() if result.files[file] != whole.files[file]} == set()
            before, documents = texts, opened
            history.go_on()


def _write(root: Path, before: dict[str, str], texts: dict[str, str]) -> None:
    for file in before.keys() - texts.keys():
        (root / file).unlink()
    for file, text in texts.items():
        if before.get(file) != text:
            (root / file).parent.mkdir(parents=True, exist_ok=True)
            (root / file).write_text(text, encoding="utf-8", newline="")
