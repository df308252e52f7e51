"""Small made-up material to train on."""

from __future__ import annotations

import numpy as np

from engines.train.material import Labels, Material, Rgb8, SoftMask


class Stills:
    """Pictures of disks: `count` of them, each with the map of its regions."""

    def __init__(self, count: int, *, regions: bool = False, size: tuple[int, int] = (60, 80)) -> None:
        self._count, self._regions, self._size = count, regions, size

    def __len__(self) -> int:
        return self._count

    def frame(self, index: int) -> Rgb8:
        random = np.random.default_rng(index)
        rgb = random.integers(0, 90, (*self._size, 3)).astype(np.uint8)
        rgb[self._disk(index)] = random.integers(120, 255, 3)
        return rgb

    def labels(self, index: int) -> Labels:
        return (self._disk(index) * 2 + self._regions).astype(np.uint8)

    def mask(self, index: int) -> SoftMask:
        return self._disk(index).astype(np.float32)

    def _disk(self, index: int) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
        rows, columns = np.mgrid[: self._size[0], : self._size[1]]
        disk: np.ndarray[tuple[int, ...], np.dtype[np.bool_]] = (rows - 30) ** 2 + (
            columns - 30 - index % 20
        ) ** 2 < 14**2
        return disk


def small_material() -> Material:
    """Return a little of everything."""
    return Material([Stills(6)], [Stills(5, regions=True)], [Stills(4)], [Stills(8)])
