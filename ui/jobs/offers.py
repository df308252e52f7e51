"""What is offered after a propagation and after a correction."""

from __future__ import annotations

from PyQt6.QtCore import QObject

from ui.actions.registry import ActionRegistry
from ui.desk.counting import number_of
from ui.desk.desk import Desk
from ui.jobs.corrections import CorrectionWatch
from ui.jobs.offer_bar import OfferBar
from ui.jobs.propagating import Propagation


class Offers(QObject):
    """Offers to go where a correction helps most, and to carry corrections on.

    Parameters
    ----------
    desk : Desk
        The document and the play head.
    actions : ActionRegistry
        For the keys that are named.
    propagation : Propagation
        What was carried, and carries on.
    bar : OfferBar
        Where it is offered.
    """

    def __init__(self, desk: Desk, actions: ActionRegistry, propagation: Propagation, bar: OfferBar) -> None:
        super().__init__(bar)
        self._desk, self._actions, self._propagation, self._bar = desk, actions, propagation, bar
        self._corrections = CorrectionWatch(desk)
        propagation.finished.connect(self._offer_correction)
        self._corrections.corrected.connect(self._offer_propagation)
        desk.selection.shot_changed.connect(bar.hide)

    def _offer_correction(self, frame: int | None) -> None:
        """Offer to go where a correction helps most; what follows from it is propagated both ways."""
        if frame is None:
            self._bar.hide()
            return
        text = self.tr(
            "Frame {0} is the least certain. Correct its mask, then press {1}: it is carried both ways up to"
            " the next frame that you made."
        ).format(number_of(self._desk, frame), ", ".join(self._actions.keys_of("propagate-both")))
        self._bar.offer(text, self.tr("Go there"), lambda: self._desk.playhead.go(frame))

    def _offer_propagation(self, frame: int, span: range) -> None:
        """Offer to carry a correction on; frames that the user made are not changed by it."""
        if self._propagation.is_arriving:
            return
        text = self.tr(
            "Carry the correction of frame {0} both ways, over frames {1} to {2}? What you made stays."
        ).format(*(number_of(self._desk, one) for one in (frame, span[0], span[-1])))
        self._bar.offer(text, self.tr("Carry both ways"), lambda: self._propagation.run("both", span))
