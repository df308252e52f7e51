"""People along a clip: frames in, mattes out, each frame with what was found before as a hint."""

from __future__ import annotations

from typing import TypeVar

import cv2
import numpy as np
import torch
from numpy.typing import NDArray

from engines.nets.people import STRIDE, PeopleNetwork, folded_people
from engines.propagate.edges import refined

SHORTER_SIDE_PX = 160
"""Frames are looked at in this size."""

Rgb8 = NDArray[np.uint8]
Matte = NDArray[np.uint8]
SoftMask = NDArray[np.float32]
Plane = TypeVar("Plane", Rgb8, SoftMask)


class PeopleFinder:
    """Finds all people of each frame of a clip, in the order in which it is asked.

    Parameters
    ----------
    network : PeopleNetwork
        Of either form, trained.
    device : torch.device, optional
        Where to compute; the processor if not given.
    """

    def __init__(self, network: PeopleNetwork, device: torch.device | None = None) -> None:
        self._device = device or torch.device("cpu")
        self._network = folded_people(network).to(self._device)
        self._network.to(memory_format=torch.channels_last)  # type: ignore[call-overload]
        self._before: SoftMask | None = None

    def forget(self) -> None:
        """Begin anew, as after a cut."""
        self._before = None

    def find(self, rgb: Rgb8) -> Matte:
        """Find people.

        Parameters
        ----------
        rgb : ndarray
            H x W x 3, uint8.

        Returns
        -------
        ndarray
            H x W, uint8; 255 = people.
        """
        small = looked_at(rgb)
        return refined(self.find_small(small), small, rgb)

    def find_small(self, small: Rgb8) -> SoftMask:
        """Find people in a frame of the size in which frames are looked at.

        Parameters
        ----------
        small : ndarray
            H x W x 3, uint8; from `looked_at`.

        Returns
        -------
        ndarray
            H x W, float32, 0 to 1.
        """
        height, width = small.shape[:2]
        before = self._before
        if before is None or before.shape != (height, width):
            before = np.zeros((height, width), np.float32)
        found = self._asked(_padded(small), _padded(before))[:height, :width]
        self._before = np.ascontiguousarray(found)
        return self._before

    def _asked(self, picture: Rgb8, before: SoftMask) -> SoftMask:
        planes = torch.from_numpy(picture).movedim(-1, 0)[None].to(self._device, torch.float32)
        with torch.inference_mode():
            logits = self._network(
                planes.div_(127.5).sub_(1), torch.from_numpy(before)[None, None].to(self._device)
            )
            found: SoftMask = torch.sigmoid(logits)[0, 0].cpu().numpy()
        return found


def looked_at(rgb: Rgb8) -> Rgb8:
    """Bring a frame to the size in which it is looked at."""
    height, width = rgb.shape[:2]
    scale = SHORTER_SIDE_PX / min(height, width)
    size = max(1, round(width * scale)), max(1, round(height * scale))
    return np.asarray(cv2.resize(rgb, size, interpolation=cv2.INTER_AREA), np.uint8)


def _padded(plane: Plane) -> Plane:
    height, width = plane.shape[:2]
    border = (0, -height % STRIDE, 0, -width % STRIDE)
    padded: Plane = cv2.copyMakeBorder(plane, *border, cv2.BORDER_REFLECT_101)  # type: ignore[assignment]
    return padded
