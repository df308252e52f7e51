"""How good frames are where segments meet: segments against one go, on a clip whose truth is known.

`python tests/render/queue/seams.py CLIP FRAMES MEMORY SEGMENT` lays an ellipse that wanders over a clip,
fills it twice with the same windows, and prints PSNR within the hole near the seams and elsewhere, and how
far the error jumps from frame to frame at each place.
"""

from __future__ import annotations

import sys
import tempfile
from contextlib import closing
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).parent.parent))
from removal_clips import ignore, write_png

from editor.cli.sizes import size_bytes
from editor.media.convert import to_rgb
from editor.media.opening import open_clip
from editor.render.jobs.bundle import Bundle
from editor.render.jobs.outcome import Ending, do
from editor.render.jobs.tasks import Stage, Task
from editor.render.messages import Message
from editor.render.removal import remove
from editor.render.request import RemovalRequest

NEAR = 8
"""Frames on both sides of a seam."""

Frames = list[NDArray[np.float32]]


def quiet(_: Message) -> None:
    """Say nothing."""


def hole(index: int, height: int, width: int) -> NDArray[np.uint8]:
    matte = np.zeros((height, width), np.uint8)
    centre = width * (0.5 + 0.22 * np.sin(index / 17)), height * (0.5 + 0.18 * np.cos(index / 23))
    axes = round(width * 0.11), round(height * 0.15)
    cv2.ellipse(matte, (round(centre[0]), round(centre[1])), axes, 0, 0, 360, 255, -1)
    return matte


def frames_of(path: str, count: int) -> Frames:
    with closing(open_clip(path)) as reader:
        return [to_rgb(reader.read(index)).astype(np.float32) for index in range(count)]


def segmented(request: RemovalRequest, folder: Path, segment: int) -> list[int]:
    """Render in segments; give the first frame of each but the first."""
    bundle = Bundle(folder / "job")
    bundle.write(request, "seams", segment)
    tasks = [Task(bundle.folder, Stage.PREPARE)]
    assert do(tasks[0], bundle, quiet, ignore).ending is Ending.DONE
    plan = bundle.read_plan()
    tasks = [Task(bundle.folder, Stage.SEGMENT, it.number) for it in plan.segments]
    for task in (*tasks, Task(bundle.folder, Stage.JOIN), Task(bundle.folder, Stage.CHECK)):
        ended = do(task, bundle, quiet, ignore)
        assert ended.ending is Ending.DONE, ended
    sys.stdout.write(
        f"windows of {plan.window.window} frames, segments {[it.filled for it in plan.segments]}\n"
    )
    return [it.own.start for it in plan.segments[1:]]


def psnr(errors: list[float]) -> float:
    return float(10 * np.log10(255**2 / np.mean(errors))) if errors else float("nan")


def told(name: str, made: Frames, truth: Frames, holes: list[NDArray[np.bool_]], near: set[int]) -> None:
    squares = [float(np.mean((a - b)[m] ** 2)) for a, b, m in zip(made, truth, holes, strict=True)]
    errors = [a - b for a, b in zip(made, truth, strict=True)]
    jumps = {
        at: float(np.abs(errors[at] - errors[at - 1])[holes[at] & holes[at - 1]].mean())
        for at in range(1, len(made))
    }
    here = [it for at, it in jumps.items() if at in near]
    there = [it for at, it in jumps.items() if at not in near]
    sys.stdout.write(
        f"{name}: PSNR {psnr([it for at, it in enumerate(squares) if at in near]):.2f} dB near seams, "
        f"{psnr([it for at, it in enumerate(squares) if at not in near]):.2f} dB elsewhere; the error jumps "
        f"by {np.mean(here):.2f} near, {np.mean(there):.2f} elsewhere, at most {max(here):.2f} near and "
        f"{max(there):.2f} elsewhere (of 255)\n"
    )


def main(clip: str, count: int, memory: str, segment: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        truth = frames_of(clip, count)
        mattes = [hole(at, *truth[0].shape[:2]) for at in range(count)]
        for at, matte in enumerate(mattes):
            write_png(folder / "mattes" / f"{at:05d}.png", matte)
        wanted = RemovalRequest(
            clip, folder / "mattes", str(folder / "segmented.mkv"), frames=f"0-{count - 1}",
            engine="explicit", memory_bytes=size_bytes(memory),
        )  # fmt: skip
        seams = segmented(wanted, folder, segment)
        sys.stdout.flush()
        whole = RemovalRequest(
            clip, wanted.mask, str(folder / "whole.mkv"), frames=wanted.frames, engine="explicit",
            memory_bytes=wanted.memory_bytes,
        )  # fmt: skip
        remove(whole, quiet, ignore)
        near = {at for seam in seams for at in range(seam - NEAR, seam + NEAR)}
        holes = [matte > 0 for matte in mattes]
        made = {it: frames_of(str(folder / f"{it}.mkv"), count) for it in ("whole", "segmented")}
        for it, frames in made.items():
            told(it, frames, truth, holes, near)
        apart = [
            float(np.abs(a - b)[m].mean())
            for a, b, m in zip(made["whole"], made["segmented"], holes, strict=True)
        ]
        sys.stdout.write(
            f"difference of the two: {np.mean([apart[at] for at in sorted(near)]):.2f} near, "
            f"{np.mean([it for at, it in enumerate(apart) if at not in near]):.2f} elsewhere (of 255)\n"
        )


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), sys.argv[3], int(sys.argv[4]))
