"""The bar below a strip, which scrolls its time."""

from __future__ import annotations

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QScrollBar

from ui.timeline.timed_strip import TimedStrip

_STEPS_A_FRAME = 16
"""The bar counts whole numbers; frames are scrolled in parts of one."""


class TimeBar(QScrollBar):
    """Scrolls a strip; it is put away while all of the time is seen.

    Parameters
    ----------
    strip : TimedStrip
        What it scrolls.
    """

    def __init__(self, strip: TimedStrip) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._strip = strip
        self.setSingleStep(_STEPS_A_FRAME)
        self.valueChanged.connect(lambda value: strip.scroll_to(value / _STEPS_A_FRAME))
        strip.view_changed.connect(self.refresh)

    def refresh(self) -> None:
        """Show which part of the time is seen."""
        scale = self._strip.scale
        shown = scale.width_px / scale.frame_px
        last = max(scale.frames.start, int(scale.frames.stop - shown))
        self.blockSignals(True)
        self.setRange(scale.frames.start * _STEPS_A_FRAME, last * _STEPS_A_FRAME)
        self.setPageStep(max(1, int(shown * _STEPS_A_FRAME)))
        self.setValue(int(scale.first * _STEPS_A_FRAME))
        self.setVisible(not scale.is_fitting)
        self.blockSignals(False)
