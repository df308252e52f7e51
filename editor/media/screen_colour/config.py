"""Configs of OpenColorIO: what can be chosen in them."""

from __future__ import annotations

from pathlib import Path

import PyOpenColorIO as ocio  # noqa: N813

from editor.errors import UsageError
from editor.media.picture import ColourTags
from editor.media.screen_colour.settings import studio_config

_PQ, _HLG = 16, 18
_TAGGED = {_PQ: ("Rec.2100-PQ - Display",), _HLG: ("Rec.2100-HLG - Display",)}
_PLAIN = ("sRGB - Texture", "Rec.1886 Rec.709 - Display", "Camera Rec.709", "sRGB")


class ColourConfig:
    """A config that was opened.

    Parameters
    ----------
    name : str
        A file, or the name of a built-in config; empty for that of the studio.

    Raises
    ------
    UsageError
        If it is missing or damaged.
    """

    def __init__(self, name: str = "") -> None:
        self.name = name or studio_config()
        try:
            if self.name.startswith("ocio://"):
                self.ocio = ocio.Config.CreateFromBuiltinConfig(self.name)
            else:
                self.ocio = ocio.Config.CreateFromFile(self.name)
            self.ocio.validate()
        except (ocio.Exception, ocio.ExceptionMissingFile) as error:
            raise UsageError(
                f"the colour config cannot be read ({_first_line(error)})",
                remedy="choose another, or set OCIO to one that works",
                path=None if self.name.startswith("ocio://") else Path(self.name),
            ) from error

    @property
    def spaces(self) -> tuple[str, ...]:
        """Colour spaces that a clip may be in, those of displays included."""
        active = list(self.ocio.getColorSpaceNames(ocio.SEARCH_REFERENCE_SPACE_ALL, ocio.COLORSPACE_ACTIVE))
        every = self.ocio.getColorSpaceNames(ocio.SEARCH_REFERENCE_SPACE_ALL, ocio.COLORSPACE_ALL)
        return (*active, *(name for name in every if name not in active))

    @property
    def displays(self) -> tuple[str, ...]:
        """Displays, the default one first."""
        default = self.ocio.getDefaultDisplay()
        return default, *(name for name in self.ocio.getDisplays() if name != default)

    def views(self, display: str) -> tuple[str, ...]:
        """Return the views of a display, its default one first."""
        default = self.ocio.getDefaultView(display)
        return default, *(name for name in self.ocio.getViews(display) if name != default)

    @property
    def looks(self) -> tuple[str, ...]:
        """Looks."""
        return tuple(self.ocio.getLookNames())

    def is_scene_linear(self, space: str) -> bool:
        """Whether a colour space holds light as it is."""
        found = self.ocio.getColorSpace(space)
        return found is not None and found.getEncoding() == "scene-linear"

    def probable_space(self, colour: ColourTags, *, is_linear: bool) -> str:
        """Guess the colour space of a clip by its tags; a log clip does not tell, and has to be chosen."""
        if is_linear:
            role = self.ocio.getColorSpace(ocio.ROLE_SCENE_LINEAR)
            return str(role.getName()) if role is not None else self.spaces[0]
        wanted = (*_TAGGED.get(colour.transfer, ()), *_PLAIN)
        known = set(self.spaces)
        return next((name for name in wanted if name in known), self.spaces[0])


def _first_line(error: Exception) -> str:
    return str(error).strip().partition("\n")[0].rstrip(".")
