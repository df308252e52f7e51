"""What Auto-STTN would take away becomes mattes: what stays, what moves, and what is seen only once."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import numpy as np
import pytest
import torch
from numpy.typing import NDArray

from engines.detect.erased.finding import ErasedEvent, ErasedSettings, find_erased
from engines.detect.erased.looking import REGION_PX, OverlayLook, strip_tops
from engines.nets.sttn import AUTO_SMALL_CHANNELS, AUTO_SMALL_GRIDS, SttnGenerator

HEIGHT, WIDTH = 180, 320
Box = tuple[int, int, int, int]


class Told(OverlayLook):
    """Finds what the pictures say: it lies where they are white."""

    def __init__(self) -> None:
        pass

    def look(self, pictures: Sequence[NDArray[np.uint8]]) -> list[NDArray[np.float32]]:
        return [one[..., 0].astype(np.float32) / np.float32(255) for one in pictures]


def shot(boxes: Sequence[Box | None], value: int = 255) -> list[NDArray[np.uint8]]:
    """Draw frames with a box (top, left, bottom, right) each, or none."""
    frames = [np.zeros((HEIGHT, WIDTH, 3), np.uint8) for _ in boxes]
    for frame, box in zip(frames, boxes, strict=True):
        if box is not None:
            frame[box[0] : box[2], box[1] : box[3]] = value
    return frames


def found(
    frames: Sequence[NDArray[np.uint8]],
    shots: Sequence[range] | None = None,
    region: tuple[float, float, float, float] | None = None,
) -> list[ErasedEvent]:
    spans = [range(len(frames))] if shots is None else shots
    return find_erased(frames.__getitem__, spans, ErasedSettings(4, region), Told())


def covered(events: Sequence[ErasedEvent], index: int) -> NDArray[np.bool_]:
    matte = np.zeros((HEIGHT, WIDTH), np.bool_)
    for one in events:
        if index in one.frames:
            height, width = one.matte.shape
            matte[one.top : one.top + height, one.left : one.left + width] |= one.matte > 0
    return matte


def test_what_stays_is_one_finding_from_the_first_frame_to_the_last() -> None:
    box = 20, 200, 44, 260
    (event,) = found(shot([box] * 19))
    assert event.frames == range(19)
    assert (event.top, event.left, event.matte.shape) == (18, 198, (28, 64))
    assert event.confidence == pytest.approx(1.0)


def test_what_moves_is_covered_on_every_frame() -> None:
    boxes = [(60, 30 + 5 * at, 84, 54 + 5 * at) for at in range(24)]
    frames = shot(boxes)
    events = found(frames)
    assert len(events) > 2
    for at, frame in enumerate(frames):
        matte = covered(events, at)
        assert (frame[..., 0] > 0)[matte].sum() == 24 * 24
        assert matte.sum() < 4 * 24 * 24


def test_what_comes_and_goes_is_covered_while_it_may_be_there() -> None:
    box = 20, 200, 44, 260
    events = found(shot([box if 8 <= at < 18 else None for at in range(32)]))
    assert [event.frames for event in events] == [range(4, 20)]


@pytest.mark.parametrize(
    ("boxes", "value", "why"),
    [
        ([None] * 8 + [(20, 200, 44, 260)] + [None] * 11, 255, "seen in one look alone"),
        ([(20, 200, 24, 204)] * 20, 255, "a speck"),
        ([(0, 0, 120, 320)] * 20, 255, "most of the picture"),
        ([(20, 200, 44, 260)] * 20, 180, "nowhere sure"),
        ([None] * 20, 255, "nothing"),
    ],
)
def test_what_is_no_overlay_is_left_alone(boxes: list[Box | None], value: int, why: str) -> None:
    assert found(shot(boxes, value)) == [], why


def test_shots_and_regions_are_kept_apart() -> None:
    corner, caption = (8, 8, 40, 60), (150, 100, 170, 220)
    frames = shot([corner] * 12 + [None] * 8)
    for frame in frames:
        frame[caption[0] : caption[2], caption[1] : caption[3]] = 255
    events = found(frames, [range(12), range(12, 20)])
    assert [event.frames for event in events] == [range(12), range(12, 20)]
    (lower, _) = found(frames, [range(12), range(12, 20)], region=(0.0, 0.5, 1.0, 1.0))
    assert lower.top > HEIGHT // 2
    assert found(frames, region=(0.9, 0.3, 1.0, 0.6)) == []


def test_strips_cover_the_picture_and_the_surer_counts() -> None:
    for height in (120, 121, 268, 360, 1138):
        tops = list(strip_tops(height))
        assert (tops[0], tops[-1]) == (0, height - REGION_PX[0])
        assert all(0 <= then - top <= REGION_PX[0] for top, then in itertools.pairwise(tops))
    torch.manual_seed(1)
    network = SttnGenerator(AUTO_SMALL_GRIDS, AUTO_SMALL_CHANNELS, gates=True)
    look = OverlayLook(network, torch.device("cpu"))
    frame = np.random.default_rng(2).integers(0, 256, (80, 320, 3), dtype=np.uint8)
    one, other = look.look([frame, frame])
    assert one.shape == (160, 640)
    np.testing.assert_allclose(one, other, atol=1e-5)
    assert 0 < one.min() <= one.max() < 1
