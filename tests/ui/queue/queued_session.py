"""A session that queues a shot by real keys, has it rendered, paints on, and is killed meanwhile.

Called with the clip, the project and the output; writes a line when the render runs, then one for each edit.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from hands import drag, press
from PyQt6.QtTest import QTest

from editor.render.queue.jobs import State
from ui.application import make_application, make_window
from ui.preferences import Preferences
from ui.queue.render_dialog import RenderDialog


def main(clip: str, project: str, out: str) -> None:
    """Paint, queue, and go on painting until the end comes."""
    application = make_application(["session"])
    preferences = Preferences(Path(project).with_suffix(".ini"))
    preferences.notifies = False
    window = make_window(preferences)
    window.show()
    window.activateWindow()
    window.open(Path(clip))
    while window.desk.frames.best(0) is None:
        QTest.qWait(5)
    window.desk.document.save_as(Path(project))
    press(window.viewer, "R")
    drag(window, [(0.36, 0.28), (0.65, 0.66)])
    window.inspector._engine.setCurrentText("spatial")
    press(window.viewer, "Ctrl+M")
    dialog = next(one for one in window.findChildren(RenderDialog) if one.isVisible())
    dialog.out.setText(out)
    dialog.add_and_start.click()
    feed = window.rendering.feed
    while not feed.view.rows or feed.view.rows[0].job.state is not State.RUNNING:
        QTest.qWait(5)
    document = window.desk.document.project
    assert document is not None
    window.activateWindow()
    press(window.viewer, "B")
    while application.arguments():
        drag(window, [(0.1, 0.1), (0.3, 0.2)])
        sys.stdout.write(f"{document.history.mark()}\n")
        sys.stdout.flush()
        QTest.qWait(1)


if __name__ == "__main__":
    main(*sys.argv[1:])
