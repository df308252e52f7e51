"""Mattes of single frames: made by hand, imported or propagated."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum

from editor.masks.model.checks import require, require_finite, require_length
from editor.masks.model.matte_classes import MatteClass

_DIGEST_LENGTH = 64


class FrameState(StrEnum):
    """What a frame has of an object: nothing, the machine's guess, or what the user made or accepted."""

    EMPTY = "empty"
    AI = "ai"
    CORRECTED = "corrected"
    PINNED = "pinned"
    IMPORTED = "imported"

    @property
    def is_key(self) -> bool:
        """Whether propagation starts from such a frame, stops at it and never changes it."""
        return self in {FrameState.CORRECTED, FrameState.PINNED, FrameState.IMPORTED}


@dataclass(frozen=True, slots=True)
class Seed:
    """A click or scribble of the smart tool.

    Attributes
    ----------
    points : tuple of (float, float)
        One for a click, several for a scribble; fractions of the picture.
    is_background : bool
        Whether it marks what stays.
    size : float
        Diameter of a scribble's line, as a fraction of the height.
    """

    points: tuple[tuple[float, float], ...]
    is_background: bool = False
    size: float = 0.0

    def __post_init__(self) -> None:
        require(bool(self.points), "a click has no place", "give at least one point")
        require_finite((number for point in self.points for number in point), "a click")
        require_length(self.size, "size of a scribble")


@dataclass(frozen=True, slots=True)
class FrameMatte:
    """The matte of one frame, as a picture.

    Attributes
    ----------
    frame : int
        Frame index.
    state : FrameState
        Anything but empty.
    digest : str
        `digest_of` the encoded matte; the bytes themselves lie in a store.
    matte_class : MatteClass
        To which matte of its object it belongs.
    made_from : str or None
        Hash of what a propagated matte was made from; when that has changed it is stale.
    confidence : float or None
        Of a propagated matte, 0 to 1.
    seeds : tuple of Seed
        Clicks that it was made from, which stay editable until the frame is accepted.
    """

    frame: int
    state: FrameState
    digest: str
    matte_class: MatteClass = MatteClass.MAIN
    made_from: str | None = None
    confidence: float | None = None
    seeds: tuple[Seed, ...] = ()

    def __post_init__(self) -> None:
        require(self.state is not FrameState.EMPTY, "a matte has the state empty", "leave the matte out")
        is_digest = len(self.digest) == _DIGEST_LENGTH and set(self.digest) <= set("0123456789abcdef")
        require(is_digest, f"{self.digest!r} is no digest of a matte", "take it from digest_of")
        is_share = self.confidence is None or 0 <= self.confidence <= 1
        require(is_share, f"the confidence of a matte is {self.confidence}", "give 0 to 1")

    @property
    def is_key(self) -> bool:
        """Whether it is a key matte, which nothing automatic ever changes."""
        return self.state.is_key


def digest_of(encoded: bytes) -> str:
    """Name an encoded matte by its content: SHA-256, hexadecimal."""
    return hashlib.sha256(encoded).hexdigest()
