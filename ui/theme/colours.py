"""Colours of the window. Greys have equal red, green and blue, so that none of them tints the eye."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from PyQt6.QtGui import QColor, QPalette


@dataclass(frozen=True, slots=True)
class Theme:
    """Greys of a theme, 0 to 255, and its one accent.

    Attributes
    ----------
    window, panel, raised, border, hover : int
        Surfaces.
    text, dim, disabled : int
        Text, text of less weight, text of what cannot be used.
    accent : tuple of three ints
        Red, green and blue of what is chosen.
    border_px : int
        Width of borders.
    """

    window: int
    panel: int
    raised: int
    border: int
    hover: int
    text: int
    dim: int
    disabled: int
    accent: tuple[int, int, int]
    border_px: int = 1


THEMES: Mapping[str, Theme] = MappingProxyType(
    {
        "dark": Theme(38, 46, 58, 30, 70, 220, 175, 130, (74, 144, 226)),
        "contrast": Theme(0, 10, 26, 150, 52, 255, 235, 165, (110, 180, 255), border_px=2),
    }
)

ON_ACCENT = 16
"""Grey of text on what is chosen; white would not stand out enough there."""

PLAYHEAD = QColor(232, 92, 48)
CLIP = QColor(88, 98, 110)
SOUND = QColor(118, 142, 124)
GAP = QColor(30, 30, 30)
IN_MEMORY = QColor(84, 170, 92)
ON_DISK = QColor(42, 92, 50)
PREVIEWED = QColor(74, 144, 226)
STALE = QColor(214, 158, 46)
WARNING = QColor(214, 158, 46)
FAULT = QColor(226, 104, 88)


def grey(level: int) -> QColor:
    """Make a neutral grey."""
    return QColor(level, level, level)


def flat_palette(theme: Theme) -> QPalette:
    """Put a theme into Qt's palette for what shall not look as if it stood out."""
    role = QPalette.ColorRole
    made = palette(theme)
    for which in (role.Light, role.Midlight, role.Mid, role.Dark, role.Shadow, role.Button, role.Base):
        made.setColor(which, grey(theme.panel))
    return made


def palette(theme: Theme) -> QPalette:
    """Put a theme into Qt's palette."""
    role, group = QPalette.ColorRole, QPalette.ColorGroup
    colours = {
        role.Window: theme.window,
        role.Base: theme.panel,
        role.AlternateBase: theme.raised,
        role.Button: theme.raised,
        role.ToolTipBase: theme.raised,
        role.Light: theme.hover,
        role.Midlight: theme.raised,
        role.Mid: theme.border,
        role.Dark: theme.border,
        role.Shadow: 0,
        role.WindowText: theme.text,
        role.Text: theme.text,
        role.ButtonText: theme.text,
        role.BrightText: 255,
        role.ToolTipText: theme.text,
        role.HighlightedText: ON_ACCENT,
        role.PlaceholderText: theme.disabled,
    }
    made = QPalette()
    for which, level in colours.items():
        made.setColor(which, grey(level))
    for which in (role.WindowText, role.Text, role.ButtonText, role.HighlightedText):
        made.setColor(group.Disabled, which, grey(theme.disabled))
    accent = QColor(*theme.accent)
    for which in (role.Highlight, role.Link, role.LinkVisited, role.Accent):
        made.setColor(which, accent)
    made.setColor(group.Disabled, role.Highlight, grey(theme.raised))
    return made
