"""Before and after in one picture: the wipe and the contact sheet."""

from __future__ import annotations

import math
from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.uint8]

PAPER, INK = 24, 225
GAP_PX = 8
LABEL_WIDTH_PX = 110
LINE = (255, 214, 64)


def wipe(before: Picture, after: Picture, position: float) -> Picture:
    """Lay `after` over the left part of `before`, parted by a line.

    Parameters
    ----------
    before, after : ndarray
        H x W x 3, RGB, uint8, of one size.
    position : float
        Where the line stands, 0 = left edge (all before), 1 = right edge (all after).

    Returns
    -------
    ndarray
        A new picture.
    """
    width = before.shape[1]
    edge = round(np.clip(position, 0, 1) * width)
    both = np.concatenate([after[:, :edge], before[:, edge:]], axis=1)
    half = max(1, width // 640)
    both[:, max(0, edge - half) : min(width, edge + half)] = LINE
    return both


def wipe_position(index: int, frame_count: int) -> float:
    """Where the wipe stands in frame `index`: from all before to all after and back, once over the clip."""
    return 0.5 - 0.5 * math.cos(2 * math.pi * index / max(1, frame_count - 1))


def contact_sheet(rows: Sequence[tuple[str, Sequence[Picture]]], cell_width_px: int = 300) -> Picture:
    """Lay pictures out in labelled rows.

    Parameters
    ----------
    rows : sequence of (str, sequence of ndarray)
        Label and pictures, H x W x 3 RGB or H x W grey, uint8; every row has as many, all of one proportion.
    cell_width_px : int
        Width of one picture on the sheet.

    Returns
    -------
    ndarray
        H x W x 3, RGB, uint8.
    """
    height, width = rows[0][1][0].shape[:2]
    cell = cell_width_px, round(cell_width_px * height / width)
    columns = max(len(pictures) for _, pictures in rows)
    sheet_size = len(rows) * (cell[1] + GAP_PX) + GAP_PX, LABEL_WIDTH_PX + columns * (cell[0] + GAP_PX)
    sheet = np.full((*sheet_size, 3), PAPER, np.uint8)
    for number, (label, pictures) in enumerate(rows):
        top = GAP_PX + number * (cell[1] + GAP_PX)
        _write(sheet, label, top + cell[1] // 2)
        for column, picture in enumerate(pictures):
            left = LABEL_WIDTH_PX + column * (cell[0] + GAP_PX)
            sheet[top : top + cell[1], left : left + cell[0]] = _fitted(picture, cell)
    return sheet


def _fitted(picture: Picture, cell: tuple[int, int]) -> Picture:
    small = cv2.resize(picture, cell, interpolation=cv2.INTER_AREA)
    return (small if small.ndim == 3 else cv2.merge([small] * 3)).astype(np.uint8, copy=False)


def _write(sheet: Picture, label: str, line: int) -> None:
    place = GAP_PX * 2, line + 6
    cv2.putText(sheet, label, place, cv2.FONT_HERSHEY_SIMPLEX, 0.55, (INK,) * 3, 1, cv2.LINE_AA)
