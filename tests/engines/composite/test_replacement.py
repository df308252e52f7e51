"""A foreground over another background, against a truth that is known because we mixed the picture."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from engines.composite.replacement import Replacement, replace_background
from engines.errors import ShapeError

HEIGHT, WIDTH = 120, 160
GREEN = (40.0, 190.0, 60.0)


@dataclass(frozen=True)
class Scene:
    """Two layers and what a camera sees of them."""

    seen: NDArray[np.uint8]
    matte: NDArray[np.uint8]
    foreground: NDArray[np.float32]
    plate: NDArray[np.uint8]

    @property
    def truth(self) -> NDArray[np.float32]:
        share = self.matte[..., None].astype(np.float32) / 255
        return share * self.foreground + (1 - share) * self.plate

    @property
    def naive(self) -> NDArray[np.float32]:
        """What a plain composite of the picture gives."""
        share = self.matte[..., None].astype(np.float32) / 255
        return share * self.seen + (1 - share) * self.plate

    @property
    def edge(self) -> NDArray[np.bool_]:
        near = cv2.dilate((self.matte < 255).astype(np.uint8), np.ones((9, 9), np.uint8))
        return (self.matte > 0) & (near > 0)


def texture(seed: int, colour: tuple[float, ...], contrast: float) -> NDArray[np.float32]:
    noise = np.random.default_rng(seed).normal(0, 1, (HEIGHT, WIDTH, 1)).astype(np.float32)
    smooth = cv2.GaussianBlur(noise, (0, 0), 2)[..., None] * 4
    return (np.array(colour, np.float32) + contrast * smooth).clip(0, 255).astype(np.float32)


def disc(softness_px: float) -> NDArray[np.uint8]:
    lines, columns = np.mgrid[:HEIGHT, :WIDTH]
    inside = 35 - np.hypot(lines - HEIGHT / 2, columns - WIDTH / 2)
    return np.rint((inside / max(softness_px, 1e-3) + 0.5).clip(0, 1) * 255).astype(np.uint8)


def scene(softness_px: float = 6, spill: float = 0) -> Scene:
    skin, stage, plate = texture(1, (190, 140, 110), 20), texture(2, GREEN, 8), texture(3, (60, 70, 160), 25)
    matte = disc(softness_px)
    depth = cv2.distanceTransform((matte == 255).astype(np.uint8), cv2.DIST_L2, 5)
    light = np.array(GREEN, np.float32) - np.mean(GREEN)
    lit = (skin + spill * np.exp(-depth / 2)[..., None] * light).clip(0, 255)
    share = matte[..., None].astype(np.float32) / 255
    seen = np.rint(share * lit + (1 - share) * stage).astype(np.uint8)
    return Scene(seen, matte, skin, np.rint(plate).astype(np.uint8))


def psnr(one: NDArray[np.generic], other: NDArray[np.generic], where: NDArray[np.bool_]) -> float:
    error = one[where].astype(np.float64) - other[where]
    return float(10 * np.log10(255**2 / np.mean(error**2)))


def replaced(shot: Scene, rim_px: float = 3) -> Replacement:
    return replace_background(shot.seen, shot.matte, shot.plate, rim_px)


@pytest.mark.parametrize("softness_px", [2, 6, 20])
def test_the_old_background_does_not_shine_through_soft_edges(softness_px: float) -> None:
    shot = scene(softness_px)
    gained_db = psnr(replaced(shot).rgb, shot.truth, shot.edge) - psnr(shot.naive, shot.truth, shot.edge)
    assert gained_db > 6


def test_spill_is_taken_off_the_rim() -> None:
    shot = scene(spill=0.3)
    without, with_rim = replaced(shot, 0), replaced(shot, 3)
    assert psnr(with_rim.rgb, shot.truth, shot.edge) > psnr(without.rgb, shot.truth, shot.edge) + 2
    rim = shot.edge & (shot.matte == 255)
    greenness = [
        float(np.mean(rgb[rim][:, 1].astype(int) - rgb[rim][:, 0]))
        for rgb in (shot.seen, with_rim.foreground, shot.foreground)
    ]
    assert abs(greenness[1] - greenness[2]) < abs(greenness[0] - greenness[2]) * 0.7


def test_a_rim_without_spill_hardly_changes() -> None:
    shot = scene()
    rim = shot.edge & (shot.matte == 255)
    assert psnr(replaced(shot).rgb, shot.truth, rim) > 40


def test_what_is_solid_and_deep_stays_bit_for_bit_and_what_is_clear_is_the_plate() -> None:
    shot = scene(spill=0.3)
    result = replaced(shot, 3)
    depth = cv2.distanceTransform((shot.matte == 255).astype(np.uint8), cv2.DIST_L2, cv2.DIST_MASK_PRECISE)
    deep, clear = depth > 4, shot.matte == 0
    for rgb in (result.rgb, result.foreground):
        assert np.array_equal(rgb[deep], shot.seen[deep])
    assert np.array_equal(result.rgb[clear], shot.plate[clear])
    assert not result.foreground[clear].any()
    assert not result.changed[deep].any()


def test_changed_says_where_the_picture_is_another() -> None:
    shot = scene()
    result = replaced(shot)
    assert np.array_equal(result.changed == 255, (result.rgb != shot.seen).any(axis=2))


def test_depths_and_linear_light_give_the_same_picture() -> None:
    shot = scene()
    eight = replaced(shot)
    deep = replace_background(shot.seen * np.uint16(257), shot.matte, shot.plate * np.uint16(257), 3)
    assert deep.rgb.dtype == deep.foreground.dtype == np.uint16
    assert np.abs(deep.rgb / 257 - eight.rgb).max() <= 1
    unit = [pixels.astype(np.float32) / np.float32(255) for pixels in (shot.seen, shot.plate)]
    linear = replace_background(unit[0], shot.matte, unit[1], 3)
    assert linear.rgb.dtype == np.float32
    assert np.abs(linear.rgb * 255 - eight.rgb).max() <= 1


def test_linear_light_beyond_white_and_no_numbers_stay_where_they_are() -> None:
    shot = scene()
    seen, plate = (pixels.astype(np.float32) / np.float32(255) for pixels in (shot.seen, shot.plate))
    seen[60, 80], seen[60, 82], seen[2, 2], plate[5, 5] = np.nan, np.inf, np.nan, 300
    result = replace_background(seen, shot.matte, plate, 3)
    assert np.isnan(result.rgb[60, 80]).all()
    assert np.isinf(result.rgb[60, 82]).all()
    assert (result.rgb[5, 5] == 300).all()
    assert np.isfinite(result.rgb[shot.matte < 255]).all()


@pytest.mark.parametrize("value", [0, 128, 255])
def test_mattes_of_one_value(value: int) -> None:
    shot = scene()
    matte = np.full_like(shot.matte, value)
    result = replace_background(shot.seen, matte, shot.plate, 3)
    wanted = {0: shot.plate, 255: shot.seen}.get(value)
    if wanted is not None:
        assert np.array_equal(result.rgb, wanted)
    else:
        mean = (shot.seen.astype(float) + shot.plate) / 2
        assert np.abs(result.rgb - mean).mean() < 3


@pytest.mark.parametrize("softness_px", [0, 1])
def test_thin_and_hard_foregrounds_work(softness_px: float) -> None:
    matte = np.zeros((40, 50), np.uint8)
    matte[:, 20] = 255
    matte[10, :] = 90 if softness_px else 255
    seen = np.random.default_rng(4).integers(0, 256, (40, 50, 3)).astype(np.uint8)
    result = replace_background(seen, matte, np.zeros_like(seen), 3)
    assert result.rgb[matte == 255].any()
    assert not result.rgb[matte == 0].any()


def test_views_and_single_pixels_are_taken() -> None:
    shot = scene()
    strided = replace_background(shot.seen[::2, ::-1], shot.matte[::2, ::-1], shot.plate[::2, ::-1], 3)
    whole = replace_background(
        *(np.ascontiguousarray(part[::2, ::-1]) for part in (shot.seen, shot.matte, shot.plate)), 3
    )
    assert np.array_equal(strided.rgb, whole.rgb)
    one = np.full((1, 1, 3), 9, np.uint8)
    assert replace_background(one, np.full((1, 1), 99, np.uint8), one, 3).rgb.tolist() == [[[9, 9, 9]]]


@pytest.mark.parametrize("wrong", ["size", "type", "matte size", "matte type"])
def test_what_does_not_fit_together_is_refused(wrong: str) -> None:
    shot = scene()
    plate: NDArray[np.generic] = shot.plate[:-1] if wrong == "size" else shot.plate
    plate = plate.astype(np.uint16) if wrong == "type" else plate
    matte: NDArray[np.generic] = shot.matte[:-1] if wrong == "matte size" else shot.matte
    matte = matte.astype(np.float32) if wrong == "matte type" else matte
    with pytest.raises(ShapeError, match="matte" if "matte" in wrong else "plate"):
        replace_background(shot.seen, matte, plate, 3)  # type: ignore[arg-type]


@pytest.mark.footage
@pytest.mark.parametrize(("name", "frame"), [("dance-twirl", 10), ("parkour", 20), ("dog", 20)])
def test_on_photographs_it_is_better_than_a_plain_composite(name: str, frame: int, shared: Path) -> None:
    footage = shared / "footage"
    matte = cv2.imread(str(footage / f"clips/{name}/masks/{frame:05d}.png"), cv2.IMREAD_GRAYSCALE)
    assert matte is not None
    matte = cv2.GaussianBlur(matte, (0, 0), 1.5).astype(np.uint8)
    size = matte.shape[1], matte.shape[0]
    names = ("bsds_101085", "bsds_101087", "bsds_102061")
    layers = [cv2.resize(cv2.imread(str(footage / f"photos/{one}.jpg")), size) for one in names]
    share = matte[..., None].astype(np.float32) / 255
    seen = np.rint(share * layers[0] + (1 - share) * layers[1]).astype(np.uint8)
    shot = Scene(seen, matte, layers[0].astype(np.float32), layers[2].astype(np.uint8))
    soft = (matte > 0) & (matte < 255)
    assert psnr(replaced(shot).rgb, shot.truth, soft) > psnr(shot.naive, shot.truth, soft) + 1.5
