"""What colour management the screen is given; the library behind it is not loaded for that."""

from __future__ import annotations

import os
from dataclasses import dataclass

CONFIG_VARIABLE = "OCIO"
"""Environment variable that names the config of a studio."""

BUILT_IN = "ocio://studio-config-v2.1.0_aces-v1.3_ocio-v2.3"
"""ACES 1.3 with the spaces of cameras; it comes with the library."""


@dataclass(frozen=True, slots=True)
class ScreenColour:
    """How a clip is shown; nothing of it changes the clip or what is delivered.

    Attributes
    ----------
    config : str
        A config's file, or the name of a built-in one; empty for that of the studio.
    space : str
        Colour space of the clip; empty where a display and view are not wanted.
    display, view : str
        Of the config; a LUT alone needs neither.
    look : str
        Of the config, or nothing.
    lut : str
        A `.cube` file, applied last, or nothing.
    """

    config: str = ""
    space: str = ""
    display: str = ""
    view: str = ""
    look: str = ""
    lut: str = ""

    @property
    def is_neutral(self) -> bool:
        """Whether pictures are shown as they are."""
        return not (self.has_view or self.lut)

    @property
    def has_view(self) -> bool:
        """Whether a display and view are chosen."""
        return bool(self.space and self.display and self.view)


def studio_config() -> str:
    """Return the config of the studio, or else the built-in one."""
    return os.environ.get(CONFIG_VARIABLE) or BUILT_IN
