"""What strokes of a clean plate do to its pixels."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from editor.plates.healing import membrane
from editor.plates.layer import PlateLayer
from editor.plates.motion import motion_from
from editor.plates.painting import aligned, erased, painted, shifted

HEIGHT, WIDTH = 120, 160


def noise(seed: int, depth: type[np.generic] = np.uint8) -> NDArray[np.generic]:
    random = np.random.default_rng(seed)
    return random.integers(0, np.iinfo(depth).max // 2, (HEIGHT, WIDTH, 3)).astype(depth)


def disc(x: int = 80, y: int = 60, radius: int = 20) -> NDArray[np.uint8]:
    brush = np.zeros((HEIGHT, WIDTH), np.uint8)
    cv2.circle(brush, (x, y), radius, 255, -1)
    return brush


@pytest.mark.parametrize("depth", [np.uint8, np.uint16])
def test_cloned_pixels_are_the_source_to_the_code(depth: type[np.generic]) -> None:
    frame, brush = noise(1, depth), disc()
    source = shifted(frame, -30, 12)
    layer = painted(frame, PlateLayer.empty(frame), source, brush)
    shown = layer.over(frame)
    assert np.array_equal(shown[60, 80], frame[48, 110])
    assert np.array_equal(shown[brush > 0], source[brush > 0])
    assert np.array_equal(shown[brush == 0], frame[brush == 0])
    assert np.array_equal(erased(layer, brush).over(frame), frame)


def test_soft_strokes_lie_over_each_other_as_paint_does() -> None:
    frame = np.full((HEIGHT, WIDTH, 3), 100, np.uint8)
    half = np.full((HEIGHT, WIDTH), 128, np.uint8)
    layer = PlateLayer.empty(frame)
    for colour, expected in ((200, 150), (0, 75)):
        layer = painted(frame, layer, np.full_like(frame, colour), half)
        assert np.abs(layer.over(frame).astype(int) - expected).max() <= 1


def test_a_membrane_is_the_plane_that_its_edge_lies_on() -> None:
    rows, columns = np.mgrid[:HEIGHT, :WIDTH].astype(np.float32)
    plane = np.dstack([rows, columns, 0.5 * rows - columns])
    known = disc(radius=45) == 0
    filled = membrane(np.where(known[..., None], plane, 0).astype(np.float32), known)
    assert np.abs(filled - plane).max() < 2.0  # of 160


def test_healing_takes_the_light_of_its_surroundings_and_keeps_the_texture() -> None:
    grain = noise(2).astype(np.float32) / 8
    ramp = np.linspace(60, 180, WIDTH, dtype=np.float32)[None, :, None]
    clean = np.rint(ramp + grain).astype(np.uint8)
    brush = disc()
    frame = clean.copy()
    frame[disc(radius=15) > 0] = (255, 0, 0)
    source = np.rint(40 + grain).astype(np.uint8)  # the same texture in other light
    layer = painted(frame, PlateLayer.empty(frame), source, brush, unknown=disc(radius=15))
    wrong = layer.over(frame).astype(int)[brush > 0] - clean.astype(int)[brush > 0]
    assert np.abs(wrong).mean() < 3
    cloned = painted(frame, PlateLayer.empty(frame), source, brush).over(frame)
    assert np.abs(cloned.astype(int)[brush > 0] - clean.astype(int)[brush > 0]).mean() > 50


def test_what_is_to_be_removed_does_not_bleed_into_a_healed_stroke() -> None:
    frame = np.full((HEIGHT, WIDTH, 3), 100, np.uint8)
    wide = disc(radius=40)
    frame[wide > 0] = (255, 255, 255)
    brush = disc(x=50, radius=20)  # covers a part of it, and a part of what is around
    source = np.full_like(frame, 90)
    shown = painted(frame, PlateLayer.empty(frame), source, brush, unknown=wide).over(frame)
    assert np.abs(shown[brush > 0].astype(int) - 100).max() <= 2


def test_another_frame_is_aligned_by_how_its_background_moves() -> None:
    """The camera pans and turns; a fill from far away must fit to a fraction of a pixel."""
    random = np.random.default_rng(7)
    scene = cv2.GaussianBlur(random.integers(0, 256, (400, 500, 3)).astype(np.uint8), (0, 0), 2)
    scene = cv2.normalize(scene, None, 0, 255, cv2.NORM_MINMAX)

    def picture_at(frame: int) -> NDArray[np.uint8]:
        turn = cv2.getRotationMatrix2D((250, 200), 0.4 * frame, 1 + 0.004 * frame)
        turn[:, 2] += (-90 - 3 * frame, -70)
        return cv2.warpAffine(scene, turn, (320, 240), flags=cv2.INTER_CUBIC)

    *_, (last, there) = motion_from(picture_at, 0, range(1, 7))
    assert last == 6
    fitted = aligned(picture_at(6), there)
    inside = np.s_[40:200, 60:260]
    apart = np.abs(fitted[inside].astype(int) - picture_at(0)[inside])
    unaligned = np.abs(picture_at(6)[inside].astype(int) - picture_at(0)[inside])
    assert apart.mean() < 3
    assert unaligned.mean() > 8 * apart.mean()


def test_a_still_background_is_not_resampled() -> None:
    frame = noise(3)
    assert aligned(frame, np.eye(3)) is frame
    assert list(motion_from(lambda _: np.zeros((96, 128, 3), np.uint8), 0, range(1, 4))) == []
