"""The memory of a propagation stays flat over a thousand frames."""

from __future__ import annotations

from pathlib import Path

import psutil
import pytest

from editor.render.messages import FrameMade, Message
from editor.render.propagation.request import KeySource, PropagationRequest
from editor.render.supervisor import render

MIB = 1 << 20
COUNT = 1000
CACHED = 400
"""The cache of decoded pictures is full by then."""


def long_clip(source: Path, folder: Path) -> Path:
    """Link to the frames of a clip over and over, there and back, so that nothing jumps."""
    there = sorted(source.glob("*.jpg"))
    turns = [*there, *there[-2:0:-1]]
    folder.mkdir()
    for index in range(COUNT):
        (folder / f"{index:05d}.jpg").symlink_to(turns[index % len(turns)])
    return folder


class Watch:
    """Looks how much memory the worker takes whenever it has made a frame."""

    def __init__(self) -> None:
        self.bytes_by_frame: dict[int, int] = {}

    def __call__(self, message: Message) -> None:
        if isinstance(message, FrameMade):
            workers = psutil.Process().children(recursive=True)
            self.bytes_by_frame[message.index] = sum(one.memory_info().rss for one in workers)

    def highest(self, frames: range) -> int:
        """Give the most that it took while these were made."""
        return max(self.bytes_by_frame[index] for index in frames)


@pytest.mark.slow
def test_memory_is_flat_over_a_thousand_frames(shared: Path, tmp_path: Path) -> None:
    source = shared / "footage" / "clips" / "blackswan"
    clip = long_clip(source / "frames", tmp_path / "clip")
    keys = (KeySource("0", source / "masks" / "00000.png"),)
    watch = Watch()
    request = PropagationRequest(str(clip), keys, str(tmp_path / "mattes"), adapt="never", threads=1)
    assert render(request, watch).filled_count == COUNT
    early, late = watch.highest(range(CACHED, 600)), watch.highest(range(800, COUNT))
    assert late < early + 16 * MIB, f"{early / MIB:.0f} to {late / MIB:.0f} MiB"
