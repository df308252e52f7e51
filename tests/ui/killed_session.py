"""A session with real keys and mouse buttons that is killed from outside at a moment it does not know.

Called with the clip, the project and a seed; writes a line after each edit: how many there are.
"""

from __future__ import annotations

import os
import random
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from hands import click, drag, press
from PyQt6.QtTest import QTest

from ui.application import make_application, make_window
from ui.preferences import Preferences


def main(clip: str, project: str, seed: str) -> None:
    """Paint, draw, undo and go about until the end comes."""
    chance = random.Random(seed)
    application = make_application(["session"])
    window = make_window(Preferences(Path(project).with_suffix(".ini")))
    window.show()
    window.activateWindow()
    window.open(Path(clip))
    while window.desk.frames.best(0) is None:
        QTest.qWait(5)
    window.desk.document.save_as(Path(project))
    document = window.desk.document.project
    assert document is not None
    while application.arguments():
        key = chance.choice("BBREM")
        press(window.viewer, key)
        press(window.viewer, chance.choice(["Right", "Left", "Shift+Right"]))
        start = chance.uniform(0.1, 0.5), chance.uniform(0.1, 0.5)
        drag(window, [start, (start[0] + 0.2, start[1] + 0.1), (start[0] + 0.3, start[1] + 0.3)])
        click(window, chance.random(), chance.random())
        if chance.random() < 0.2:
            press(window.viewer, "Ctrl+Z")
        sys.stdout.write(f"{document.history.mark()} {document.document_hash()}\n")
        sys.stdout.flush()
        QTest.qWait(1)


if __name__ == "__main__":
    main(*sys.argv[1:])
