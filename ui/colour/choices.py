"""What can be chosen of a colour config, read beside the window."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from editor.media.opening import probe


@dataclass(frozen=True, slots=True)
class ColourChoices:
    """What a config offers.

    Attributes
    ----------
    spaces, displays, looks : tuple of str
        Names; of displays the default one first.
    views : mapping of str to tuple of str
        By display, the default one first.
    probable : str
        The space that the clip is probably in.
    """

    spaces: tuple[str, ...]
    displays: tuple[str, ...]
    looks: tuple[str, ...]
    views: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    probable: str = ""


def read_choices(config: str, clip: str) -> ColourChoices:
    """Read a config, and guess by its tags which of its spaces a clip is in.

    Parameters
    ----------
    config : str
        A file, or the name of a built-in one; empty for that of the studio.
    clip : str
        As `open_clip` takes it; empty where there is none.

    Raises
    ------
    UsageError
        If the config is missing or damaged.
    MediaError
        If the clip cannot be read.
    """
    from editor.media.screen_colour.config import ColourConfig  # loads OpenColorIO

    found = ColourConfig(config)
    probable = ""
    if clip:
        info = probe(clip)
        probable = found.probable_space(info.colour, is_linear=info.format.is_float)
    views = {display: found.views(display) for display in found.displays}
    return ColourChoices(found.spaces, found.displays, found.looks, views, probable)
