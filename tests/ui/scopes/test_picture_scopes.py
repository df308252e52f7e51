"""What the scopes measure of pictures whose content is known."""

from __future__ import annotations

import numpy as np
import pytest

from editor.media.playback.screen import ScreenPixels
from ui.scopes.picture_scopes import measure, vector_of


def picture(red: int, green: int, blue: int, size: tuple[int, int] = (40, 60)) -> ScreenPixels:
    pixels = np.empty((*size, 4), np.uint8)
    pixels[:] = (blue, green, red, 255)
    return pixels


def test_grey_lies_in_the_middle_of_the_vectorscope_and_on_one_level() -> None:
    scopes = measure(picture(90, 90, 90))
    (row,), (column,) = np.nonzero(scopes.vectorscope)
    assert (row, column) == (128, 128)
    assert [np.flatnonzero(channel).tolist() for channel in scopes.histogram] == [[90]] * 3
    assert np.flatnonzero(scopes.waveform.any(axis=(1, 2))).tolist() == [90]


@pytest.mark.parametrize("colour", [(255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 0)])
def test_colours_lie_where_the_targets_point(colour: tuple[int, int, int]) -> None:
    (row,), (column,) = np.nonzero(measure(picture(*colour)).vectorscope)
    cb, cr = vector_of(*(part / 255 for part in colour))
    assert (column - 128) / 255 == pytest.approx(cb, abs=0.005)
    assert (row - 128) / 255 == pytest.approx(cr, abs=0.005)


def test_the_waveform_keeps_the_columns_of_the_picture() -> None:
    pixels = picture(0, 0, 0, (32, 64))
    pixels[:, 32:] = (0, 0, 200, 255)
    waveform = measure(pixels).waveform
    assert waveform[0, :32, 0].all()
    assert not waveform[200, :32].any()
    assert waveform[200, 32:, 0].all()
    assert not waveform[200, 32:, 1:].any()


def test_shares_of_a_large_picture_are_those_of_a_sample() -> None:
    rng = np.random.default_rng(3)
    pixels = rng.integers(0, 64, (2160, 3840, 4), np.uint8)
    histogram = measure(pixels).histogram
    assert histogram.sum(axis=1) == pytest.approx([1, 1, 1])
    assert histogram[:, :64] == pytest.approx(1 / 64, abs=0.004)


def test_the_smallest_picture_can_be_measured() -> None:
    assert measure(picture(1, 2, 3, (1, 1))).histogram[0, 1] == 1
