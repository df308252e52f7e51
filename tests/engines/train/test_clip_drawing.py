"""Clips are changed alike in all frames and channels, come in their shares, and from their number alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from threading import Event

import cv2
import numpy as np
import pytest
import torch
from tiny_clips import Drift, Matted, tiny_material

from engines.train.clips.changing import Variety
from engines.train.clips.drawing import ClipSettings, ClipSource, draw_clip
from engines.train.clips.footage import CachedFootage, ClipMaterial, FootagePart, FrameCache, Stratum
from engines.train.clips.holes import HoleSettings, draw_holes
from engines.train.clips.overlays import draw_overlay
from engines.train.clips.prefetch import Prefetch
from engines.train.clips.sampling import Sampler
from engines.train.clips.timing import Timing
from engines.train.material import MaterialError
from engines.train.samples import random_of

_SIZE = 96, 48
_PLAIN = ClipSettings(_SIZE, Timing(4), Variety(0.0, 1.0, 0.0))


class Dotted(Drift):
    """Every frame is the same picture, with a green dot on it."""

    def __init__(self) -> None:
        super().__init__("dotted", 9, step_px=0)

    def frame(self, index: int) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
        picture = super().frame(index).copy()
        cv2.circle(picture, (50, 30), 6, (0, 255, 0), -1)
        return picture


def test_every_frame_of_a_clip_is_changed_alike() -> None:
    settings = replace(_PLAIN, variety=Variety(0.5, 2.0, 0.0), has_flow=True)
    shown = set()
    for number in range(12):
        clip = draw_clip(Dotted(), tiny_material(), settings, (7, number))
        assert clip.planes.shape == (4, 5, 48, 96)
        assert clip.planes.dtype == np.float32
        for later in clip.planes[1:]:
            # The scene stands still: after the same crop, scale and flip all frames are equal, and flow is 0.
            np.testing.assert_array_equal(later[:3], clip.planes[0, :3])
        assert np.abs(clip.planes[:, 3:]).max() < 0.05
        shown.add(clip.planes[0].tobytes())
    assert len(shown) == 12

    lit = replace(settings, variety=Variety(0.5, 1.5, 1.0), has_flow=False)
    clip = draw_clip(Dotted(), tiny_material(), lit, (7, 1))
    means = clip.planes.mean(axis=(2, 3))
    # Gains, tone curve and focus are those of the clip; only the noise is each frame's own.
    np.testing.assert_allclose(means, np.broadcast_to(means[0], means.shape), atol=2e-3)


@pytest.mark.parametrize("mirrored", [0.0, 1.0])
def test_flow_goes_with_the_picture_and_with_time(mirrored: float) -> None:
    """The texture drifts 2 pixels to the left a frame, at twice the size of the clip: 1 pixel of it."""
    forwards = replace(_PLAIN, size=(80, 48), variety=Variety(mirrored, 1.0, 0.0), has_flow=True)
    backwards = replace(forwards, timing=Timing(4, reversed_share=1.0))
    sign = -1 if mirrored else 1
    for settings, towards in ((forwards, 1), (backwards, -1)):
        clip = draw_clip(Drift("drift", 9), tiny_material(), settings, (3, 1))
        np.testing.assert_array_equal(clip.planes[0, 3:], 0)
        flow_px = np.median(clip.planes[1:, 3:], axis=(2, 3))
        np.testing.assert_allclose(flow_px[:, 0], sign * towards, atol=0.15)
        np.testing.assert_allclose(flow_px[:, 1], 0, atol=0.1)


def test_a_batch_depends_on_seed_and_number_alone() -> None:
    def source(seed: int) -> ClipSource:
        return ClipSource(tiny_material(), lambda _: ClipSettings(_SIZE, Timing(3, 2, 0.5, 0.5)), seed, 3)

    first = source(5)
    for number in (4, 0, 2):
        one, again = first(number), source(5)(number)
        assert torch.equal(one.planes, again.planes)
        assert torch.equal(one.holes, again.holes)
    assert not torch.equal(source(5)(4).planes, source(6)(4).planes)
    assert not torch.equal(source(5)(4).planes, source(5)(3).planes)


def test_strata_get_their_exact_shares_and_clips_come_by_length() -> None:
    short, long, still = Drift("short", 10), Drift("long", 30), Drift("still", 1)
    sampler = Sampler(ClipMaterial([Stratum([short, long], 3), Stratum([still], 1)]), 11)
    strata = [sampler.stratum(number) for number in range(640)]
    for first in range(0, 640, 64):
        assert Counter(strata[first : first + 64]) == {0: 48, 1: 16}
    assert len({tuple(strata[first : first + 64]) for first in range(0, 640, 64)}) == 10
    names = Counter(sampler.footage(number).name for number in range(640))
    assert names["still"] == 160
    assert 2.2 < names["long"] / names["short"] < 4.2


def test_holes_are_of_all_kinds_still_and_moving() -> None:
    outline = [np.tri(30, 20, dtype=np.bool_)]
    for kind in ("shapes", "strokes", "silhouettes"):
        shares = dict.fromkeys(("shapes", "strokes", "silhouettes"), 0.0) | {kind: 1.0}
        for still in (0.0, 1.0):
            settings = HoleSettings(**shares, still=still)
            moved = 0
            for number in range(8):
                holes = draw_holes(6, (96, 48), settings, outline, random_of(1, number))
                assert holes.shape == (6, 48, 96)
                assert holes.any(axis=(1, 2)).all()
                assert not holes.all(axis=(1, 2)).any()
                assert len({int(hole.sum()) for hole in holes}) == 1
                moved += any((hole != holes[0]).any() for hole in holes)
            assert moved == 0 if still else moved >= 7
    none = HoleSettings(shapes=0.0, strokes=1.0, silhouettes=9.0)
    assert draw_holes(2, (96, 48), none, [], random_of(2)).any()


def test_overlays_say_where_they_are() -> None:
    frames = [Drift("x", 5).frame(at) for at in range(5)]
    kinds = set()
    for number in range(30):
        overlay = draw_overlay(frames, random_of(9, number))
        for shown, frame, covered in zip(overlay.frames, frames, overlay.covered, strict=True):
            np.testing.assert_allclose(shown[~covered].astype(int), frame[~covered].astype(int), atol=11)
        assert overlay.covered.any()
        same = all((one == overlay.covered[0]).all() for one in overlay.covered)
        assert same or not overlay.is_steady
        kinds.add((same, overlay.is_steady))
    assert {(True, True), (False, False)} <= kinds


def test_what_is_hidden_follows_the_frames() -> None:
    settings = replace(_PLAIN, size=(80, 48))
    clip = draw_clip(Matted("matted", 8), tiny_material(), settings, (1, 2))
    columns = clip.hidden.all(axis=1)
    assert all(np.flatnonzero(one).tolist() == list(range(20, 30)) for one in columns)
    assert clip.hidden.sum() == columns.sum() * 48


def test_the_cache_keeps_to_its_bytes_and_reads_once() -> None:
    footage = Drift("a", 6)
    frame_bytes = footage.frame(0).nbytes
    footage.asked.clear()
    cache = FrameCache(3 * frame_bytes)
    cached = CachedFootage(footage, cache)
    for at in (0, 1, 2, 0, 1, 2):
        np.testing.assert_array_equal(cached.frame(at), Drift("a", 6).frame(at))
    assert footage.asked == [0, 1, 2]
    cached.frame(3)
    assert cache.held_bytes == 3 * frame_bytes
    cached.frame(1)
    cached.frame(0)
    assert footage.asked == [0, 1, 2, 3, 0]
    part = FootagePart(footage, range(2, 5))
    assert len(part) == 3
    np.testing.assert_array_equal(part.frame(0), footage.frame(2))


def test_batches_made_ahead_are_those_made_late() -> None:
    begun = Event()
    made: list[int] = []

    def make(number: int) -> int:
        made.append(number)
        if number == 4:
            begun.set()
        return number * number

    with Prefetch(make, ahead=2, stride=2) as prefetch:
        assert prefetch(0) == 0
        assert begun.wait(30)
        assert [prefetch(number) for number in (2, 4, 40, 42)] == [4, 16, 1600, 1764]
    assert sorted(set(made) & {0, 2, 4}) == [0, 2, 4]
    assert made.count(2) == made.count(4) == 1

    def broken(number: int) -> int:
        raise MaterialError("a torn film")

    with Prefetch(broken, ahead=1) as prefetch, pytest.raises(MaterialError, match="a torn film"):
        prefetch(0)


@pytest.mark.parametrize("length", [1, 2, 3, 9])
def test_frames_are_within_the_clip_and_in_order(length: int) -> None:
    for number in range(20):
        chosen = Timing(5, 3, 0.3).draw(length, random_of(number))
        assert len(chosen) == 5
        assert set(chosen) <= set(range(length))
        if length >= 5:
            assert chosen == sorted(set(chosen))


class _Torn(Drift):
    def frame(self, index: int) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
        return super().frame(index)[: 90 + index]


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: ClipMaterial([]), "no clip and no photograph"),
        (lambda: ClipMaterial([Stratum([])]), "no clip and no photograph"),
        (lambda: ClipMaterial([Stratum([Drift("e", 0)])]), "e has no frames"),
        (lambda: ClipMaterial([Stratum([Drift("e", 4)], 0.0)]), "a weight is 0.0"),
        (lambda: ClipMaterial([Stratum([_Torn("torn", 6)])]), "torn are of several sizes, 160x"),
    ],
)
def test_broken_material_is_one_sentence(make: Callable[[], ClipMaterial], said: str) -> None:
    with pytest.raises(MaterialError, match=said):
        ClipSource(make(), lambda _: replace(_PLAIN, timing=Timing(2)), 0, 1)(0)
