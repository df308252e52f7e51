"""What is asked of a wipe: a frozen snapshot, so that editing may go on while it runs."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from editor.render.request import RemovalRequest


@dataclass(frozen=True, slots=True)
class Region:
    """A part of the picture, for some frames.

    Attributes
    ----------
    left, top, right, bottom : float
        Fractions of the picture.
    frames : str or None
        `A-B`, as for a removal; None for all that are searched.
    """

    left: float
    top: float
    right: float
    bottom: float
    frames: str | None = None

    @property
    def sides(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom."""
        return self.left, self.top, self.right, self.bottom


class What(Enum):
    """What is looked for."""

    SUBTITLES = "subtitles"
    LOGO = "logo"
    WATERMARK = "watermark"
    LIKE = "like"

    @property
    def several(self) -> str:
        """What several of them are called."""
        names = {
            What.LOGO: "logos",
            What.WATERMARK: "parts of a watermark",
            What.LIKE: "appearances of the example",
        }
        return names.get(self, self.value)


@dataclass(frozen=True, slots=True)
class Search:
    """What to look for, and where.

    Attributes
    ----------
    clip : str
        A movie, a folder of pictures, or a pattern.
    what : What
        What is looked for.
    frames : str or None
        `A-B`, as for a removal; None for all.
    regions : tuple of Region
        Where; none for the whole picture.
    wants_scene_text : bool
        Whether text that may belong to the scene counts.
    example : str or None
        Of what is looked for by example: `FRAME:LEFT,TOP,WIDTH,HEIGHT` in pixels, or a picture file.
    """

    clip: str
    what: What = What.SUBTITLES
    frames: str | None = None
    regions: tuple[Region, ...] = ()
    wants_scene_text: bool = False
    example: str | None = None

    @property
    def out(self) -> str:
        """What messages are about."""
        return self.clip


@dataclass(frozen=True, slots=True)
class WipeRequest:
    """Find what was burned into a clip, and remove it.

    Attributes
    ----------
    removal : RemovalRequest
        How it is removed; its `mask` is not looked at.
    what : What
        What is looked for.
    regions : tuple of Region
        Where; none for the whole picture.
    wants_scene_text : bool
        Whether text that may belong to the scene counts.
    example : str or None
        Of what is looked for by example: `FRAME:LEFT,TOP,WIDTH,HEIGHT` in pixels, or a picture file.
    """

    removal: RemovalRequest
    what: What = What.SUBTITLES
    regions: tuple[Region, ...] = ()
    wants_scene_text: bool = False
    example: str | None = None

    @property
    def search(self) -> Search:
        """What to look for, and where."""
        removal = self.removal
        return Search(
            removal.clip, self.what, removal.frames, self.regions, self.wants_scene_text, self.example
        )
