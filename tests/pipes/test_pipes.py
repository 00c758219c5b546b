"""What goes over pipes between our processes."""

import io

import pytest

from wirelens.pipes import frame, read_frame


def test_values_come_out_one_by_one() -> None:
    stream = io.BytesIO(frame({"file": "한글.py"}) + frame(None))
    assert [read_frame(stream), read_frame(stream)] == [{"file": "한글.py"}, None]
    with pytest.raises(EOFError):
        read_frame(stream)


@pytest.mark.parametrize("length", [0, 4, 8, 12])
def test_an_end_in_the_midst_of_a_value_is_an_end(length: int) -> None:
    with pytest.raises(EOFError):
        read_frame(io.BytesIO(frame("a value that is cut off")[:length]))
