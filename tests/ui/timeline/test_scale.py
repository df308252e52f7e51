"""Between frames and pixels."""

from __future__ import annotations

from fractions import Fraction

import pytest

from ui.timeline.scale import TimeScale

FRAMES = range(100, 400)


def test_all_frames_fit_and_each_pixel_has_its_frame() -> None:
    scale = TimeScale.fitting(FRAMES, 600)
    assert (scale.frame_at(0), scale.frame_at(1), scale.frame_at(2), scale.frame_at(599)) == (
        100,
        100,
        101,
        399,
    )
    assert scale.visible == FRAMES
    assert (scale.frame_at(-50), scale.frame_at(9999)) == (100, 399)


@pytest.mark.parametrize("x", [0.0, 123.0, 600.0])
def test_zooming_keeps_what_lies_under_the_pointer(x: float) -> None:
    scale = TimeScale.fitting(FRAMES, 600)
    under = scale.first + x / scale.frame_px
    closer = scale.zoomed(4, x)
    assert closer.first + x / closer.frame_px == pytest.approx(under)
    assert closer.frame_px == pytest.approx(8)


def test_zoom_ends_at_all_frames_and_at_a_width() -> None:
    scale = TimeScale.fitting(FRAMES, 600)
    assert scale.zoomed(0.01, 300) == scale
    assert scale.zoomed(1e9, 300).frame_px == 48


def test_scrolling_stops_at_the_ends() -> None:
    closer = TimeScale.fitting(FRAMES, 600).zoomed(4, 0)
    assert closer.scrolled(-1e6).first == 100
    assert closer.scrolled(1e6).visible.stop == 400


def test_a_frame_out_of_sight_is_brought_in_with_as_little_scrolling_as_possible() -> None:
    closer = TimeScale.fitting(FRAMES, 600).zoomed(4, 0)
    assert closer.showing(150) == closer
    assert closer.showing(300).visible.stop == 301
    assert closer.showing(300).showing(101).first == 101


def test_a_wider_window_shows_more_or_wider_frames() -> None:
    scale = TimeScale.fitting(FRAMES, 600)
    assert scale.resized(900).frame_px == 3
    closer = scale.zoomed(4, 0)
    assert closer.resized(900).frame_px == closer.frame_px


@pytest.mark.parametrize(("frame_px", "frames"), [(40.0, 2), (10.0, 10), (4.0, 25), (0.5, 250), (0.01, 7500)])
def test_ticks_are_round_numbers_of_frames_or_of_seconds(frame_px: float, frames: int) -> None:
    scale = TimeScale(range(10**6), 600, 0.0, frame_px)
    assert scale.tick_frames(70, Fraction(25)) == frames


def test_a_clip_of_one_frame_and_none_at_all() -> None:
    assert TimeScale.fitting(range(1), 600).frame_at(300) == 0
    assert list(TimeScale.fitting(range(0), 600).visible) == []
