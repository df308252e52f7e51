"""Half-transparent logos drawn over real clips, coded, found and taken off; `-s` prints the figures."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import av
import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from editor.cli.main import status_of
from editor.media.convert import to_rgb
from editor.media.opening import open_clip
from editor.media.picture import FrameReader

pytestmark = [pytest.mark.slow, pytest.mark.footage]

_MOST_FRAMES = 60
_CRF = "18"
_DRAWN_LARGER = 4
_CLIPS = {"bag": "clip.avi", "goat": "frames", "cockatoo": "clip.mp4"}

Rgb = NDArray[np.uint8]


def logo(height: int, width: int) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Draw a red ring and a light word at the upper right: cover 0 to 1, and colour."""
    unit = width / 854
    wide, high = int(150 * unit), int(56 * unit)
    fine = _DRAWN_LARGER * unit
    cover = np.zeros((high * _DRAWN_LARGER, wide * _DRAWN_LARGER), np.uint8)
    colour = np.full((*cover.shape, 3), 235, np.float32)
    colour[:, : int(54 * fine)] = 220, 60, 40
    middle = int(28 * fine), int(28 * fine)
    cv2.circle(cover, middle, int(24 * fine), 255, -1, cv2.LINE_AA)
    cv2.circle(cover, middle, int(12 * fine), 0, -1, cv2.LINE_AA)
    at, thick = (int(58 * fine), int(40 * fine)), int(3 * fine)
    cv2.putText(cover, "NEWS", at, cv2.FONT_HERSHEY_DUPLEX, 1.1 * fine, 255, thick, cv2.LINE_AA)
    top, left = int(0.07 * height), int(0.95 * width) - wide
    place = slice(top, top + high), slice(left, left + wide)
    full_cover, full_colour = np.zeros((height, width), np.float32), np.zeros((height, width, 3), np.float32)
    full_cover[place] = cv2.resize(cover, (wide, high), interpolation=cv2.INTER_AREA) / np.float32(255)
    full_colour[place] = cv2.resize(colour, (wide, high), interpolation=cv2.INTER_AREA)
    return full_cover, full_colour


def pictures(clip: FrameReader) -> list[Rgb]:
    count = min(_MOST_FRAMES, clip.info.frame_count)
    even = np.s_[: clip.info.height // 2 * 2, : clip.info.width // 2 * 2]
    return [np.asarray(to_rgb(clip.read(index))[even], np.uint8) for index in range(count)]


def write(path: Path, frames: list[Rgb]) -> None:
    with av.open(str(path), "w") as movie:
        stream = movie.add_stream("libx264", rate=25, options={"crf": _CRF})
        stream.height, stream.width = frames[0].shape[:2]
        stream.pix_fmt = "yuv420p"
        for frame in frames:
            movie.mux(stream.encode(av.VideoFrame.from_ndarray(np.ascontiguousarray(frame), "rgb24")))
        movie.mux(stream.encode(None))


def psnr(frames: list[Rgb], truths: list[Rgb], where: NDArray[np.bool_]) -> float:
    squares = [
        np.square(one[where].astype(np.float64) - truth[where]).mean()
        for one, truth in zip(frames, truths, strict=True)
    ]
    return float(10 * np.log10(255**2 / np.mean(squares)))


@pytest.mark.parametrize("opacity", [0.3, 0.5, 0.7])
@pytest.mark.parametrize("name", _CLIPS)
def test_a_half_transparent_logo_comes_off(
    shared: Path, tmp_path: Path, name: str, opacity: float, capsys: pytest.CaptureFixture[str]
) -> None:
    with closing(open_clip(shared / "footage" / "clips" / name / _CLIPS[name])) as clip:
        truths = pictures(clip)
    cover, colour = logo(*truths[0].shape[:2])
    share = opacity * cover[..., None]
    marked, out = tmp_path / "marked.mp4", tmp_path / "clean.mkv"
    write(marked, [np.rint(truth * (1 - share) + share * colour).astype(np.uint8) for truth in truths])
    assert status_of(["wipe", str(marked), "--what", "logo", "--out", str(out), "--quiet"]) == 0
    with closing(open_clip(marked)) as seen, closing(open_clip(out)) as clean:
        before, after = (psnr(pictures(one), truths, cover > 0) for one in (seen, clean))
    with capsys.disabled():
        print(f"\n{name} {opacity}: {before:.1f} dB before, {after:.1f} dB after")  # noqa: T201
    assert after > before + 10
