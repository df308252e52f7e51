"""Where Auto-STTN would take something away: pictures in, maps out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import cv2
import numpy as np
import torch
from numpy.typing import NDArray

from engines.nets.sttn import SttnGenerator

REGION_PX = 120, 640
"""Height and width at which the network sees a strip of the picture."""

Rgb8 = NDArray[np.uint8]
Surety = NDArray[np.float32]


class OverlayLook:
    """Looks at pictures, strip by strip, each as wide as the picture.

    Parameters
    ----------
    network : SttnGenerator
        One that gates, trained, built for strips of `REGION_PX`.
    device : torch.device
        Where to compute.
    """

    def __init__(self, network: SttnGenerator, device: torch.device) -> None:
        self._network = network.to(device).eval()
        self._device = device

    def look(self, pictures: Sequence[Rgb8]) -> list[Surety]:
        """Say how surely something is laid over each pixel.

        Parameters
        ----------
        pictures : sequence of ndarray
            H x W x 3, uint8, of one size: some frames of a shot, which are looked at together.

        Returns
        -------
        list of ndarray
            h x w, float32, 0 to 1, one for each picture, as wide as the network sees it.
        """
        width = REGION_PX[1]
        height = max(REGION_PX[0], round(pictures[0].shape[0] * width / pictures[0].shape[1]))
        size = width, height
        small = np.stack(
            [np.asarray(cv2.resize(one, size, interpolation=cv2.INTER_AREA), np.uint8) for one in pictures]
        )
        found = np.zeros(small.shape[:3], np.float32)
        for top in strip_tops(height):
            rows = np.s_[top : top + REGION_PX[0]]
            # Where strips overlap the surer one counts.
            np.maximum(found[:, rows], self._asked(small[:, rows]), out=found[:, rows])
        return list(found)

    @torch.inference_mode()
    def _asked(self, strip: NDArray[np.uint8]) -> Surety:
        seen = torch.from_numpy(strip.transpose(0, 3, 1, 2).astype(np.float32) / 127.5 - 1)
        painted = self._network.paint(seen[None].to(self._device))
        return torch.sigmoid(2 * painted[0, :, 3]).float().cpu().numpy()


def strip_tops(height: int) -> Iterator[int]:
    """Give the first rows of strips that cover a picture, each overlapping the next by a quarter or more."""
    room = height - REGION_PX[0]
    count = 1 + -(-room * 4 // (REGION_PX[0] * 3))
    for at in range(count):
        yield round(room * at / max(1, count - 1))
