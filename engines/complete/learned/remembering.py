"""Which frames of a clip, and of other times, holes are filled from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from torch import Tensor

from engines.complete.learned.clip_tensors import Clip, remembered_places
from engines.errors import ShapeError

EncodedT = TypeVar("EncodedT")


@dataclass(frozen=True, slots=True, eq=False)
class Remembered(Generic[EncodedT]):
    """Frames as a network has encoded them.

    Attributes
    ----------
    near : dict
        By their place in the clip.
    far : list
        Of other times.
    """

    near: dict[int, EncodedT]
    far: list[EncodedT]

    def without(self, frame: int) -> list[EncodedT]:
        """Give all but that frame of the clip."""
        return [*(encoded for at, encoded in self.near.items() if at != frame), *self.far]


def remember(
    clip: Clip, step: int, most: int | None, encode: Callable[[Tensor, Tensor], EncodedT]
) -> Remembered[EncodedT]:
    """Encode the frames that are remembered; those that show nothing are left out.

    Parameters
    ----------
    clip : Clip
        The frames.
    step : int
        Every so many frames of the clip are remembered, and all of other times.
    most : int or None
        But no more than that; None for no limit.
    encode : callable
        Given a frame, 3 x H x W, and its hole, H x W.
    """
    limit = len(clip.frames) + len(clip.far) if most is None else most
    near, far = remembered_places(len(clip.frames), len(clip.far), step, limit)

    def encoded(frames: Tensor, holes: Tensor, places: Sequence[int]) -> dict[int, EncodedT]:
        made = {}
        for at in places:
            clip.go_on()
            if not holes[at].all():
                made[at] = encode(frames[at], holes[at])
        return made

    of_far = encoded(clip.far, clip.far_holes, far)
    return Remembered(encoded(clip.frames, clip.holes, near), list(of_far.values()))


def check_memory(step: int, most: int) -> None:
    """Make sure that something can be remembered.

    Raises
    ------
    ShapeError
        If frames would be remembered never, or fewer than two of them.
    """
    if step < 1:
        raise ShapeError("memory_step", got=str(step), wanted="1 or more")
    if most < 2:
        raise ShapeError("memory_most", got=str(most), wanted="2 or more")
