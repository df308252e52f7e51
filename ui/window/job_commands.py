"""The actions that propagate and preview: which frames each of them is about."""

from __future__ import annotations

from ui.actions.registry import ActionRegistry
from ui.desk.playhead import Playhead
from ui.jobs.preview import FillPreview
from ui.jobs.propagating import Propagation


def bind_jobs(
    actions: ActionRegistry, playhead: Playhead, propagation: Propagation, preview: FillPreview
) -> None:
    """Bind them: over the range both ways or onward from the play head, or by one frame alone."""
    bind, run = actions.bind, propagation.run

    def onward() -> range:
        return range(playhead.frame, max(playhead.marked.stop, playhead.frame + 1))

    def back() -> range:
        return range(min(playhead.marked.start, playhead.frame), playhead.frame + 1)

    def around(ahead: int) -> range:
        first, last = sorted((playhead.frame, playhead.frame + ahead))
        return range(max(first, playhead.frames.start), min(last + 1, playhead.frames.stop))

    bind("propagate-both", lambda: run("both", playhead.marked))
    bind("propagate-forward", lambda: run("forward", onward()))
    bind("propagate-backward", lambda: run("backward", back()))
    bind("propagate-one-forward", lambda: run("forward", around(1)))
    bind("propagate-one-backward", lambda: run("backward", around(-1)))
    bind("preview", preview.run)
