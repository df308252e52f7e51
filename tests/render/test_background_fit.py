"""How a plate lies behind a clip: size, pixel shape, rotation."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from clip_descriptions import clip_info
from numpy.typing import NDArray

from editor.media.picture import ClipInfo
from editor.render.background_fit import placed, placement
from editor.render.background_request import Fit


def info(width: int, height: int, *, aspect: Fraction = Fraction(1), rotation_deg: int = 0) -> ClipInfo:
    return replace(clip_info(size=(width, height)), sample_aspect=aspect, rotation_deg=rotation_deg)


def marked(width: int, height: int) -> NDArray[np.uint8]:
    """Draw a picture whose quarters are told apart: 10, 20 above, 30, 40 below."""
    rgb = np.empty((height, width, 3), np.uint8)
    rgb[: height // 2, : width // 2], rgb[: height // 2, width // 2 :] = 10, 20
    rgb[height // 2 :, : width // 2], rgb[height // 2 :, width // 2 :] = 30, 40
    return rgb


def corners(rgb: NDArray[np.generic]) -> list[int]:
    return [int(rgb[line, column, 0]) for line in (0, -1) for column in (0, -1)]


@pytest.mark.parametrize("fit", Fit)
def test_a_plate_of_the_clip_s_size_is_taken_as_it_is(fit: Fit) -> None:
    rgb = np.random.default_rng(1).integers(0, 256, (48, 64, 3)).astype(np.uint8)
    assert np.array_equal(placed(rgb, placement(info(64, 48), info(64, 48), fit)), rgb)


def test_fill_crops_fit_adds_black_stretch_distorts() -> None:
    plate, clip = info(200, 50), info(100, 100)
    rgb = marked(200, 50)
    filled = placed(rgb, placement(plate, clip, Fit.FILL))
    assert corners(filled) == [10, 20, 30, 40]
    where = placement(plate, clip, Fit.FILL)
    assert (where.taken[1].start, where.taken[1].stop) == (75, 125)
    fitted = placed(rgb, placement(plate, clip, Fit.FIT))
    assert not fitted[:37].any()
    assert not fitted[-37:].any()
    assert fitted[38:62].all()
    stretched = placed(rgb, placement(plate, clip, Fit.STRETCH))
    assert corners(stretched) == [10, 20, 30, 40]
    assert stretched.all()


@pytest.mark.parametrize(("turn_deg", "wanted"), [(90, [30, 10, 40, 20]), (180, [40, 30, 20, 10])])
def test_a_rotated_plate_stands_upright(turn_deg: int, wanted: list[int]) -> None:
    plate = info(60, 40, rotation_deg=turn_deg)
    clip = info(40, 60) if turn_deg == 90 else info(60, 40)
    assert corners(placed(marked(60, 40), placement(plate, clip, Fit.FILL))) == wanted


def test_behind_a_rotated_clip_a_plate_lies_as_the_clip_is_stored() -> None:
    clip = info(60, 40, rotation_deg=90)  # seen 40 wide and 60 high
    assert corners(placed(marked(40, 60), placement(info(40, 60), clip, Fit.FILL))) == [20, 40, 10, 30]


def test_pixels_that_are_no_squares_count() -> None:
    clip = info(720, 576, aspect=Fraction(64, 45))  # seen as 1024x576
    where = placement(info(1024, 576), clip, Fit.FIT)
    assert where.given == (slice(0, 576), slice(0, 720))
    assert where.taken == (slice(0, 576), slice(0, 1024))


def test_linear_light_stays_positive_and_bright_when_it_is_enlarged() -> None:
    rgb = np.zeros((8, 8, 3), np.float32)
    rgb[4, 4] = 4000
    out = placed(rgb, placement(info(8, 8), info(64, 64), Fit.FILL))
    assert out.dtype == np.float32
    assert float(out.min()) == 0
    assert float(out.max()) > 3000
