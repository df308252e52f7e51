"""Mattes of all people of a clip, found while it is gone through: `--mask people`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from editor.errors import UsageError
from editor.masks.edges import feather, grow
from editor.masks.levels import Matte
from editor.media.cuts import find_cuts
from editor.media.opening import open_clip
from editor.media.playback.screen import screen_pixels

if TYPE_CHECKING:
    from engines.detect.people.finding import PeopleFinder


class PeopleMattes:
    """The matte of each frame, with what was found in the frame before as a hint.

    Parameters
    ----------
    clip : str
        The clip; it is read once more.
    grow_px, feather_px : float
        How far the matte spreads, and how wide its soft edge is, in pixels.

    Raises
    ------
    MediaError
        If the clip cannot be read.
    UsageError
        If there are no weights.
    """

    def __init__(self, clip: str, grow_px: float = 0, feather_px: float = 0) -> None:
        self._finder = _finder()
        self._reader = open_clip(clip)
        self._grow_px, self._feather_px = grow_px, feather_px
        self._cuts = frozenset(find_cuts(self._reader))
        self._next: int | None = None

    @property
    def notice(self) -> str:
        """What the user should know before the start."""
        return "people are found by a small network: look at the mattes (--matte) before relying on them"

    def read(self, index: int) -> Matte:
        """Find the people of a frame: H x W, 255 = people; frames are best asked for in order.

        Raises
        ------
        MediaError
            If the frame cannot be read.
        """
        if index != self._next or index in self._cuts:
            self._finder.forget()
        self._next = index + 1
        shown = screen_pixels(self._reader.read(index))
        matte = self._finder.find(np.ascontiguousarray(shown[..., 2::-1]))
        return feather(grow(matte, self._grow_px), self._feather_px)

    def close(self) -> None:
        """Give the clip back."""
        self._reader.close()


def _finder() -> PeopleFinder:
    from engines.detect.people.making import people_finder
    from engines.errors import MissingWeightsError
    from engines.nets.weights_errors import WeightsError

    try:
        return people_finder("cpu")
    except MissingWeightsError as error:
        raise UsageError(
            "there are no weights that find people", remedy="give mattes, or train them with `train people`"
        ) from error
    except WeightsError as error:
        raise UsageError(error.cause, remedy=error.remedy, path=error.path) from error
