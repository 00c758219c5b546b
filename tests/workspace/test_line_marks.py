"""Lines keep their numbers while others come and go, and what is told by numbers is found again where it is."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from wirelens.model.communication_map import CommunicationMap, LocalCall
from wirelens.model.expression import Literal
from wirelens.model.facts import Binding, FileFacts
from wirelens.model.settings import Settings
from wirelens.model.span import Location, Position, Span
from wirelens.scan.scanner import scan
from wirelens.workspace.analysis import Analysis
from wirelens.workspace.line_marks import LineMarks

TEXTS = st.lists(st.sampled_from(["a", "b", "가", "", "\n", "x\r\n", "y\r"]), max_size=12).map("".join)
SERVER = """from fastapi import FastAPI

app = FastAPI()


@app.get("/items")
def items():
    return 1
"""


def _span(line: int) -> Span:
    return Span(Position(line, 2), Position(line, 5))


def _facts(lines: int) -> FileFacts:
    return FileFacts("f.py", "python", bindings=tuple(Binding("", "x", Literal("x", _span(line)), _span(line)) for line in range(lines)))


@given(st.lists(TEXTS, min_size=1, max_size=8))
def test_numbers_are_in_the_order_of_the_lines_and_lead_back(texts: list[str]) -> None:
    marks = LineMarks()
    for text in texts:
        marks.read("f.py", text)
        lines = len(text.replace("\r\n", "\n").replace("\r", "\n").split("\n")) + 1  # one more than there is
        spans = [binding.span for binding in marks.marked("f.py", _facts(lines)).bindings]
        assert spans == sorted(set(spans))
        told = CommunicationMap(local_calls=tuple(LocalCall(None, Location("g.py", span), Location("f.py", span)) for span in spans))
        found = marks.placed(told).local_calls
        assert [call.location for call in found] == [Location("f.py", _span(line)) for line in range(lines)]
        assert [call.callee for call in found] == [call.callee for call in told.local_calls]


def test_a_line_that_is_inserted_changes_no_number() -> None:
    marks = LineMarks()
    marks.read("f.py", "a\nb\nc")
    before = [binding.span for binding in marks.marked("f.py", _facts(3)).bindings]
    for _ in range(100):
        marks.read("f.py", "a\n" + "\n".join("x" * 100) + "\nb\nc")
        marks.read("f.py", "a\nnew\nb\nc")
    after = [binding.span for binding in marks.marked("f.py", _facts(4)).bindings]
    assert [after[0], after[2], after[3]] == before


def test_a_file_that_is_no_document_has_its_own_lines() -> None:
    marks = LineMarks()
    facts = _facts(2)
    assert marks.marked("f.py", facts) is facts
    marks.read("f.py", "a\nb")
    assert marks.marked("f.py", facts) is facts  # nor has one that was just opened others
    marks.read("f.py", "a\nnew\nb")
    assert marks.marked("f.py", facts) != facts
    marks.read("f.py", None)
    assert marks.marked("f.py", facts) is facts


def test_lines_are_inserted_at_one_place_again_and_again() -> None:
    marks = LineMarks()
    lines = ["a", "b"]
    marks.read("f.py", "\n".join(lines))
    for number in range(100):
        lines.insert(1, f"new {number}")
        marks.read("f.py", "\n".join(lines))
        spans = [binding.span for binding in marks.marked("f.py", _facts(len(lines))).bindings]
        assert spans == sorted(set(spans))
        told = CommunicationMap(local_calls=tuple(LocalCall(None, Location("f.py", span), Location("f.py", span)) for span in spans))
        assert [call.callee.span for call in marks.placed(told).local_calls] == [_span(line) for line in range(len(lines))]


def test_what_is_elsewhere_stays_the_same_object() -> None:
    analysis = Analysis(Settings())
    other = SERVER.replace("items", "others")
    texts = {"one/main.py": SERVER, "two/main.py": other}
    facts = {file: scan(file, text) for file, text in texts.items()}
    first = analysis.link(facts, 0, documents=texts).map
    above = "# above\n" + SERVER
    again = analysis.link({"one/main.py": scan("one/main.py", above)}, 0, documents={"one/main.py": above}).map
    assert again == Analysis(Settings()).update({**texts, "one/main.py": above}).map
    kept = {place.name: place for place in first.functions}
    assert [kept[place.name] is place for place in again.functions] == [False, True]
    moved = kept["items"]
    assert again.functions[0] == replace(moved, location=_below(moved.location), extent=_below(Location("", moved.extent)).span)


def _below(location: Location) -> Location:
    """A place one line further down."""
    start, end = location.span.start, location.span.end
    return Location(location.file, Span(Position(start.line + 1, start.column), Position(end.line + 1, end.column)))
