"""Behind a still camera, what was ever uncovered comes back as true as it is where nothing hid it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from editor.cli.main import status_of
from editor.datasets.sample.figure import paint_body, walking_body
from editor.media.convert import to_rgb
from editor.media.opening import open_clip

pytestmark = [pytest.mark.slow, pytest.mark.footage]

Picture = NDArray[np.uint8]
MARGIN_DB = 1.0
BACKGROUND_WITHIN = 24
"""Where the untouched frame differs more than this from the plate, something else than background is seen."""


@dataclass
class Error:
    """Mean squared difference that grows frame by frame."""

    total: float = 0.0
    count: int = 0

    def add(self, picture: Picture, truth: Picture, where: NDArray[np.bool_]) -> None:
        squared = np.square(picture[where].astype(np.float64) - truth[where])
        self.total += float(squared.sum())
        self.count += squared.size

    def psnr_db(self) -> float:
        return float(10 * np.log10(255**2 / (self.total / self.count)))


def frames_of(clip: Path) -> Iterator[Picture]:
    with closing(open_clip(clip)) as reader:
        for index in range(len(reader)):
            yield to_rgb(reader.read(index)).astype(np.uint8)


def picture_of(path: Path) -> Picture:
    return next(frames_of(path))


def mattes_of(folder: Path) -> list[NDArray[np.bool_]]:
    return [picture[..., 0] > 0 for picture in frames_of(folder)]


def remove(clip: Path, mattes: Path, out: Path, *more: str) -> Path:
    words = ["remove", str(clip), "--mask", str(mattes), "--out", str(out), "--engine", "explicit", *more]
    assert status_of([*words, "--quiet"]) == 0
    return out


def test_road_above(shared: Path, tmp_path: Path) -> None:
    folder = shared / "footage" / "clips" / "road-above"
    result = remove(folder / "clip.avi", folder / "masks", tmp_path / "out.mkv", "--range", "100-159")
    plate, holes = picture_of(folder / "plate.png"), mattes_of(folder / "masks")
    sometimes_hidden = np.any(holes, axis=0)
    seen_in_the_end = sometimes_hidden & ~np.all(holes, axis=0)
    filled, uncovered = Error(), Error()
    for picture, hole in zip(frames_of(result), holes, strict=True):
        filled.add(picture, plate, hole & seen_in_the_end)
        uncovered.add(picture, plate, ~hole & seen_in_the_end)
    assert filled.count > 1e6
    assert filled.psnr_db() >= uncovered.psnr_db() - MARGIN_DB


def silhouettes(index: int, size: tuple[int, int]) -> NDArray[np.bool_]:
    """Cover two walkers who cross a picture of 720 lines in opposite directions."""
    lines, columns = (grid.astype(np.float32) for grid in np.mgrid[0 : size[0], 0 : size[1]])
    hidden = np.zeros(size, bool)
    for start, step, foot, height in ((180, 6, 600, 260), (1130, -5, 690, 330)):
        x, y = (columns - start - step * index) / height * np.sign(step), (foot - lines) / height
        hidden |= paint_body(walking_body(index / 30), x, y, 1 / height)[1] > 0
    return hidden


def composite(clip: Path, folder: Path, count: int) -> tuple[Path, Path]:
    """Lay noisy silhouettes over a clip; return folders of pictures and of mattes."""
    pictures, mattes = folder / "pictures", folder / "mattes"
    pictures.mkdir()
    mattes.mkdir()
    random = np.random.default_rng(11)
    for index, frame in zip(range(count), frames_of(clip), strict=False):
        hidden = silhouettes(index, frame.shape[:2])
        frame[hidden] = random.integers(0, 256, (int(hidden.sum()), 3))
        cv2.imwrite(str(pictures / f"{index:05d}.png"), frame[..., ::-1])
        matte = cv2.dilate(hidden.astype(np.uint8) * 255, np.ones((3, 3), np.uint8))
        cv2.imwrite(str(mattes / f"{index:05d}.png"), matte)
    return pictures, mattes


def test_highway_with_two_silhouettes(shared: Path, tmp_path: Path) -> None:
    folder, count = shared / "footage" / "clips" / "highway-720", 100
    pictures, mattes = composite(folder / "clip.mp4", tmp_path, count)
    result = remove(pictures, mattes, tmp_path / "out.%05d.png")
    plate, holes = picture_of(folder / "plate.png"), mattes_of(mattes)
    seen = np.any(holes, axis=0) & ~np.all(holes, axis=0)
    filled, uncovered = Error(), Error()
    untouched = zip(range(count), frames_of(folder / "clip.mp4"), strict=False)
    for (index, frame), picture in zip(untouched, frames_of(result), strict=True):
        background = np.abs(frame.astype(int) - plate).max(axis=2) <= BACKGROUND_WITHIN
        filled.add(picture, plate, holes[index] & seen & background)
        uncovered.add(frame, plate, ~holes[index] & seen & background)
    assert filled.count > 1e6
    assert filled.psnr_db() >= uncovered.psnr_db() - MARGIN_DB
