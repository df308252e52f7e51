"""The curve between scene-linear light and the codes that engines work on."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.media.shaper import shape, unshape


def back_and_forth(values: list[float]) -> np.ndarray:
    return unshape(shape(np.array(values, np.float32)))


@given(st.floats(2**-9, 65504, width=32), st.sampled_from([-1.0, 1.0]))
def test_light_survives_within_a_thousandth(size: float, sign: float) -> None:
    assert back_and_forth([sign * size])[0] == pytest.approx(sign * size, rel=1e-3)


@given(st.floats(-(2**-10), 2**-10, width=32))
def test_next_to_nothing_survives_within_a_millionth(value: float) -> None:
    assert back_and_forth([value])[0] == pytest.approx(value, abs=1e-6)


def test_every_code_stays_what_it_is() -> None:
    codes = np.arange(65536, dtype=np.uint16)
    np.testing.assert_array_equal(shape(unshape(codes)), codes)


def test_more_light_never_has_a_smaller_code() -> None:
    size = np.geomspace(1e-7, 7e4, 100_000)
    light = np.concatenate([-size[::-1], [0], size]).astype(np.float32)
    codes = shape(light).astype(int)
    assert (np.diff(codes) >= 0).all()
    assert (np.diff(unshape(np.arange(65536, dtype=np.uint16))) > 0).all()


def test_what_is_no_number_is_limited() -> None:
    assert back_and_forth([np.nan, 0.0, -0.0]).tolist() == [0, 0, 0]
    assert back_and_forth([np.inf, 1e9, -np.inf]) == pytest.approx([65504, 65504, -65504], rel=1e-3)


def test_half_of_the_codes_lie_where_pictures_lie() -> None:
    black, white = shape(np.array([0, 1], np.float32)).astype(int)
    assert white - black > 32768


def test_shape_of_the_array_stays() -> None:
    assert shape(np.zeros((3, 4, 3), np.float32)).shape == (3, 4, 3)
    assert unshape(np.zeros((3, 4), np.uint16)).dtype == np.float32
