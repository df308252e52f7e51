"""Sheets of samples: what a network was shown, what it made, and the truth, frame beside frame."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np

from engines.train.fill_scores import Filled

MOST_CLIPS, MOST_FRAMES, WIDEST_PX = 3, 4, 320


def write_sheet(filled: Sequence[Filled], path: Path) -> tuple[int, int]:
    """Write a sheet as PNG; three rows a clip: shown, made, true.

    Returns
    -------
    (int, int)
        Its width and height.

    Raises
    ------
    OSError
        If the disk does not allow it.
    """
    rows = [row for one in filled[:MOST_CLIPS] for row in _rows(one)]
    widest = max(row.shape[1] for row in rows)
    padded = [np.pad(row, ((2, 2), (0, widest - row.shape[1]), (0, 0))) for row in rows]
    sheet = np.concatenate(padded)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(cv2.imencode(".png", cv2.cvtColor(sheet, cv2.COLOR_RGB2BGR))[1].tobytes())
    return sheet.shape[1], sheet.shape[0]


def _rows(filled: Filled) -> list[np.ndarray[tuple[int, ...], np.dtype[np.uint8]]]:
    count = len(filled.shown)
    chosen = np.unique(np.linspace(0, count - 1, min(count, MOST_FRAMES)).round().astype(int))
    truth = np.rint(filled.clip.planes[:, :3].transpose(0, 2, 3, 1) * 255).astype(np.uint8)
    width = filled.shown.shape[2]
    size = min(WIDEST_PX, width), round(filled.shown.shape[1] * min(WIDEST_PX, width) / width)
    rows = []
    for pictures in (filled.shown, filled.result, truth):
        small = [cv2.resize(pictures[at], size, interpolation=cv2.INTER_AREA) for at in chosen]
        rows.append(np.concatenate(small, axis=1).astype(np.uint8, copy=False))
    return rows
