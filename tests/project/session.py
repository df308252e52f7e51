"""A session of deterministic edits, for tests that break it off.

`python session.py FOLDER COUNT SEED [shared]` runs and kills so many of them, and prints what was found as
JSON; `shared` makes believe that the folder lies on a network drive.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
from dataclasses import replace
from pathlib import Path

from project_clips import ellipse, matte, stroke

from editor.masks.model.objects import MaskObject
from editor.project.project import Project
from editor.project.storage import opening

MOST_EDITS, EDITS_AN_OPENING, LONGEST_S = 40, 3, 0.004


def prepare(path: Path) -> None:
    """Make a project with a shot of a clip that does not exist."""
    with Project.create(path) as project:
        store = project._store
        clip = {"absolute": "/gone.mov", "relative": "gone.mov", "size_bytes": 1, "fingerprint": "0"}
        size = {"width": 640, "height": 360, "pixel_aspect": "1", "frame_count": 1000, "rate": "25"}
        with project.edit("Add clip"):
            media_id = store.insert("media", clip | size)
            shot = project.shots.add(media_id, range(1000), "shot")
        project.objects.add(shot.id, MaskObject("walker"))


def edit(project: Project, count: int) -> None:
    """Make the edit of a number; it is always the same."""
    (walker,) = project.objects.of(project.shots.all()[0].id)
    number, kind = divmod(count, 8)
    if kind == 0:
        project.layers.add(walker.id, stroke(number % 1000, seed=number))
    elif kind == 1:
        project.layers.change(project.layers.of(walker.id)[-1], replace(stroke(seed=number), size=0.1))
    elif kind == 2:
        content = bytes([number % 251]) * (500 + 37 * number)
        project.layers.put_matte(walker.id, matte(number % 7, content=content), content)
    elif kind == 3:
        with project.edit("Two things"):
            project.layers.add(walker.id, ellipse(number, number + 5))
            project.settings.set("number", number)
    elif kind == 4:
        project.undo()
    elif kind == 5:
        project.redo()
    elif kind == 6:
        project.history.gather(max(0, project.history.mark() - 2), "Gathered")
    else:
        project.layers.remove(project.layers.of(walker.id)[0])


def hashes(path: Path, count: int) -> list[str]:
    """Document before the first edit and after each of the first `count`."""
    with Project.open(path) as project:
        found = [project.document_hash()]
        for number in range(count):
            edit(project, number)
            found.append(project.document_hash())
    return found


def killed_session(path: Path, edit_count: int, after_s: float) -> int:
    """Run a session, kill it some time after so many edits, and return how many it had confirmed by then.

    It opens and closes the project every few edits, so that it is killed there, too.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)  # so that it ends by itself when nobody listens any more
        for start in range(0, sys.maxsize, EDITS_AN_OPENING):
            with Project.open(path) as project:
                for number in range(start, start + EDITS_AN_OPENING):
                    edit(project, number)
                    os.write(writing, b".")
    os.close(writing)
    with os.fdopen(reading, "rb", buffering=0) as confirmations:
        confirmed = sum(len(confirmations.read(1)) for _ in range(edit_count))
        time.sleep(after_s)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        return confirmed + len(confirmations.read())


def main(folder: Path, count: int, seed: int) -> None:
    """Run and kill so many sessions, and open what each left behind."""
    chance = random.Random(seed)
    found = []
    for number in range(count):
        path = folder / f"{number}.cleanplate"
        prepare(path)
        confirmed = killed_session(path, chance.randrange(MOST_EDITS), chance.uniform(0, LONGEST_S))
        with Project.open(path) as project:
            document = project.document_hash()
            while project.undo() is not None:
                pass
            found.append({"confirmed": confirmed, "document": document, "undone": project.document_hash()})
        path.unlink()
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    if "shared" in sys.argv:
        opening.is_shared = lambda _: True
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
