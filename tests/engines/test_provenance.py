"""Where the pixels of a fill say they come from."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from test_explicit import COUNT, HEIGHT, WIDTH, covered, panned, texture, walking_hole

from engines.complete.contract import Fill, Matte, Origin, Provenance, Rgb, Source, Window
from engines.complete.explicit import ExplicitEngine


@pytest.fixture(autouse=True)
def one_thread() -> None:
    cv2.setNumThreads(1)


def complete(frames: list[Rgb], mattes: list[Matte], **more: object) -> list[Fill]:
    options: dict[str, object] = {"done": 0, "emit_count": len(frames), "wants_provenance": True, **more}
    return ExplicitEngine().complete(Window(0, covered(frames, mattes), mattes, **options))  # type: ignore[arg-type]


def marks_of(fill: Fill) -> Provenance:
    assert fill.provenance is not None
    assert fill.provenance.shape == fill.rgb.shape[:2]
    return fill.provenance


def inside(fill: Fill, mattes: list[Matte]) -> np.ndarray:
    height, width = fill.rgb.shape[:2]
    return mattes[fill.index][fill.top : fill.top + height, fill.left : fill.left + width] > 0


def test_pixels_name_frames_that_show_the_place() -> None:
    frames, mattes = panned(), walking_hole()
    for fill in complete(frames, mattes):
        marks, hole = marks_of(fill), inside(fill, mattes)
        assert (marks[~hole] == Origin.KNOWN).all()
        named = marks[hole][marks[hole] >= 0]
        assert len(named) > 0.95 * hole.sum()
        assert named.max() < COUNT
        assert fill.index not in named


def test_what_no_frame_shows_is_named_so() -> None:
    matte = np.zeros((HEIGHT, WIDTH), np.uint8)
    matte[40:80, 50:100] = 255
    fill = complete([texture(HEIGHT, WIDTH)] * COUNT, [matte] * COUNT)[3]
    assert (marks_of(fill)[inside(fill, [matte] * COUNT)] == Origin.SPATIAL).all()


def test_a_still_camera_s_plate_is_named_so() -> None:
    mattes = walking_hole()
    fill = complete([texture(HEIGHT, WIDTH)] * COUNT, mattes)[5]
    assert (marks_of(fill)[inside(fill, mattes)] == Origin.PLATE).mean() > 0.5


def test_a_retouched_frame_is_its_own_source() -> None:
    frames, mattes = panned(), walking_hole()
    reference = Source(4, frames[4], np.zeros((HEIGHT, WIDTH), np.uint8))
    fill = complete(frames, mattes, references=(reference,))[4]
    assert (marks_of(fill)[inside(fill, mattes)] == 4).all()


def test_nobody_asked_nobody_told() -> None:
    fills = complete(panned(), walking_hole(), wants_provenance=False)
    assert all(fill.provenance is None for fill in fills)
