"""Trees of open documents: whatever is typed, the facts are those of the whole text."""

from hypothesis import given, settings
from hypothesis import strategies as st

from wirelens.scan.scanner import scan
from wirelens.scan.trees import Trees

FUNCTION = '''\
async def read_{0}(item: str = "값 😀") -> dict:
    """What {0} is."""
    async with httpx.AsyncClient(base_url=BASE) as client:
        answer = await client.post(f"/items/{{item}}/", json={{"a": [1, 2]}})
    return {{"number": {0}, **answer.json()}}


'''
PYTHON = "import httpx\n\nBASE = 'http://127.0.0.1:8000'\n\n\n" + "".join(FUNCTION.format(number) for number in range(60))
TYPESCRIPT = 'import axios from "axios";\n' + "".join(
    f"export const read{number} = async (id: number) => {{\n  // 값 😀\n  return (await axios.get(`/items/${{id}}/{number}`)).data;\n}};\n"
    for number in range(120)
)

edits = st.lists(
    st.tuples(
        st.floats(0, 1),
        st.integers(0, 40),
        st.sampled_from(
            ["", "x", "\n", "(", ")", '"', '"""', "def f():\n    pass\n", "    ", "`", "😀", "\r\n", "#", "await httpx.get('/a/')", "}"]
        ),
    ),
    min_size=1,
    max_size=6,
)


@settings(max_examples=60, deadline=None)
@given(edits, st.sampled_from([("a.py", PYTHON), ("a.ts", TYPESCRIPT)]))
def test_facts_after_edits_are_those_of_the_text_alone(typed: list[tuple[float, int, str]], document: tuple[str, str]) -> None:
    file, text = document
    trees = Trees()
    scan(file, text, trees)
    for place, length, new in typed:
        at = int(place * len(text))
        text = text[:at] + new + text[at + length :]
        assert scan(file, text, trees) == scan(file, text)


def test_a_document_that_was_closed_begins_anew() -> None:
    trees = Trees()
    scan("a.py", PYTHON, trees)
    trees.forget("a.py")
    trees.forget("b.py")
    assert scan("a.py", PYTHON + "x = 1\n", trees) == scan("a.py", PYTHON + "x = 1\n")
