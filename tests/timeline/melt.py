"""An edit as an independent engine shows it: read by OpenTimelineIO's own readers, rendered by `melt`.

Nothing here knows `editor.timeline`. Each frame of the test media bears its file's number and its own in
blocks of black and white, so that the rendered pictures say where they come from.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote
from xml.sax.saxutils import escape

import av
import cv2
import numpy as np
import opentimelineio as otio
from numpy.typing import NDArray

BLOCK_PX = 16
COLUMNS, ROWS = 5, 4
WIDTH, HEIGHT = BLOCK_PX * COLUMNS, BLOCK_PX * ROWS
FRAME_BITS, FILE_BITS = 12, 6
BLACK, WHITE = 30, 220
LIMIT_S = 40
ATTEMPTS = 3

PROFILE = (
    f'<profile width="{WIDTH}" height="{HEIGHT}" progressive="1" sample_aspect_num="1" '
    f'sample_aspect_den="1" display_aspect_num="{WIDTH}" display_aspect_den="{HEIGHT}" '
    'frame_rate_num="24" frame_rate_den="1" colorspace="601"/>'
)

Luma = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Shown:
    """What a picture bears."""

    file: int
    frame: int


def has_melt() -> bool:
    return shutil.which("melt") is not None and shutil.which("timeout") is not None


def numbered_movie(path: Path, file: int, frames: Sequence[int], timecode: str | None = None) -> Path:
    """Write a movie whose pictures bear a file's number and the given frame numbers."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with av.open(str(path), "w") as container:
        if timecode is not None:
            container.metadata["timecode"] = timecode
        stream = container.add_stream("ffv1", 24)
        stream.width, stream.height, stream.pix_fmt = WIDTH, HEIGHT, "yuv420p"
        for number in frames:
            container.mux(stream.encode(_frame(file, number)))
        container.mux(stream.encode(None))
    return path


def numbered_pictures(folder: Path, prefix: str, file: int, first: int, frames: Sequence[int]) -> None:
    """Write PNGs whose names count from `first` and which bear the given frame numbers."""
    folder.mkdir(parents=True, exist_ok=True)
    for index, number in enumerate(frames):
        picture = cv2.imencode(".png", _frame(file, number).to_ndarray(format="bgr24"))[1]
        picture.tofile(folder / f"{prefix}{first + index:04}.png")


def blocks(file: int, frame: int) -> Luma:
    """Return the brightness of the blocks of a picture, ROWS x COLUMNS."""
    bits = [file >> bit & 1 for bit in range(FILE_BITS)] + [frame >> bit & 1 for bit in range(FRAME_BITS)]
    values = np.array([*bits, 1, 0], np.float64)
    return BLACK + (WHITE - BLACK) * values.reshape(ROWS, COLUMNS)


def rendered(timeline: otio.schema.Timeline, count: int, folder: Path) -> list[Luma]:
    """Render an edit and return the brightness of the blocks of each frame."""
    project, out = folder / "edit.mlt", folder / "edit.mkv"
    project.write_text(_Project(timeline, folder).text(count), encoding="utf-8")
    _melt(project, out)
    with av.open(str(out)) as container:
        return [_blocks_of(frame) for frame in container.decode(video=0)]


def played(pictures: Sequence[tuple[Path, int]], folder: Path) -> list[Luma]:
    """Render single frames of files one after the other and return the brightness of their blocks."""
    project, out = folder / "table.mlt", folder / "table.mkv"
    files = list(dict.fromkeys(path for path, _ in pictures))
    services = {path: "pixbuf" if path.suffix == ".png" else "avformat" for path in files}
    producers = "".join(
        f'<producer id="f{index}"><property name="resource">{escape(str(path))}</property>'
        f'<property name="mlt_service">{services[path]}</property></producer>'
        for index, path in enumerate(files)
    )
    entries = "".join(
        f'<entry producer="f{files.index(path)}" in="{frame}" out="{frame}"/>' for path, frame in pictures
    )
    text = (
        f'<mlt producer="list">\n{PROFILE}\n{producers}\n<playlist id="list">{entries}</playlist>\n</mlt>\n'
    )
    project.write_text(text, encoding="utf-8")
    _melt(project, out)
    with av.open(str(out)) as container:
        return [_blocks_of(frame) for frame in container.decode(video=0)]


def _melt(project: Path, out: Path) -> None:
    """Run the engine, which now and then stands still while it seeks backwards: then once more."""
    command = ["timeout", "-s", "KILL", str(LIMIT_S), "melt", str(project), "-consumer", f"avformat:{out}"]
    options = ["vcodec=ffv1", "pix_fmt=yuv420p", "an=1", "real_time=0", "terminate_on_pause=1"]
    for _ in range(ATTEMPTS):
        out.unlink(missing_ok=True)
        ended = subprocess.run(
            [*command, *options], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False
        )
        if ended.returncode == 0:
            return
    raise TimeoutError(f"melt did not end within {LIMIT_S} s, {ATTEMPTS} times")


def read_shown(picture: Luma) -> Shown | None:
    """Read what a picture bears; None for black."""
    if picture.max() < (BLACK + WHITE) / 2 - 40:
        return None
    bits = [int(value > (BLACK + WHITE) / 2) for value in picture.ravel()]
    file = sum(bit << place for place, bit in enumerate(bits[:FILE_BITS]))
    return Shown(
        file, sum(bit << place for place, bit in enumerate(bits[FILE_BITS : FILE_BITS + FRAME_BITS]))
    )


def _frame(file: int, number: int) -> av.VideoFrame:
    luma = np.kron(blocks(file, number), np.ones((BLOCK_PX, BLOCK_PX))).astype(np.uint8)
    planes = np.full((HEIGHT * 3 // 2, WIDTH), 128, np.uint8)
    planes[:HEIGHT] = luma
    return av.VideoFrame.from_ndarray(planes, "yuv420p")


def _blocks_of(frame: av.VideoFrame) -> Luma:
    luma = frame.to_ndarray(format="gray").astype(np.float64)
    whole = luma[:HEIGHT, :WIDTH].reshape(ROWS, BLOCK_PX, COLUMNS, BLOCK_PX)
    middle = whole[:, 4:-4, :, 4:-4]
    found: Luma = middle.mean(axis=(1, 3))
    return found


class _Project:
    """Writes what OpenTimelineIO sees as a project for MLT."""

    def __init__(self, timeline: otio.schema.Timeline, folder: Path) -> None:
        self._timeline = timeline
        self._folder = folder
        self._parts: list[str] = []
        self._count = 0

    def text(self, frames: int) -> str:
        top = self._stack(self._timeline.tracks, frames)
        body = "\n".join(self._parts)
        return f'<mlt producer="{top}">\n{PROFILE}\n{body}\n</mlt>\n'

    def _name(self) -> str:
        self._count += 1
        return f"n{self._count}"

    def _stack(self, stack: otio.schema.Stack, frames: int) -> str:
        """Lay tracks over black and over each other; where one has nothing, the one below is seen."""
        black = self._name()
        self._parts.append(
            f'<producer id="{black}" in="0" out="{frames - 1}"><property name="mlt_service">color</property>'
            '<property name="resource">black</property></producer>'
        )
        layers = [black]
        for track in stack:
            if isinstance(track, otio.schema.Track) and track.kind == otio.schema.TrackKind.Video:
                layers.append(self._track(track))
        name = self._name()
        tracks = "".join(f'<track producer="{layer}"/>' for layer in layers)
        joins = "".join(
            f'<transition in="0" out="{frames - 1}"><property name="mlt_service">composite</property>'
            f'<property name="a_track">0</property><property name="b_track">{index}</property>'
            '<property name="geometry">0=0/0:100%x100%:100</property><property name="fill">1</property>'
            "</transition>"
            for index in range(1, len(layers))
        )
        self._parts.append(f'<tractor id="{name}" in="0" out="{frames - 1}">{tracks}{joins}</tractor>')
        return name

    def _track(self, track: otio.schema.Track) -> str:
        """Write a track as one playlist; a dissolve becomes a small edit of its own in the list."""
        entries: list[str] = []
        items = list(track)
        for index, item in enumerate(items):
            if isinstance(item, otio.schema.Transition):
                entries.append(self._dissolve(items[index - 1], item, items[index + 1]))
                continue
            before = items[index - 1] if index else None
            after = items[index + 1] if index + 1 < len(items) else None
            head = _frames(before.out_offset) if isinstance(before, otio.schema.Transition) else 0
            tail = _frames(after.in_offset) if isinstance(after, otio.schema.Transition) else 0
            entries.append(self._entry(item, head, _frames(item.duration()) - head - tail))
        name = self._name()
        self._parts.append(f'<playlist id="{name}">{"".join(entries)}</playlist>')
        return name

    def _entry(self, item: otio.core.Item, skip: int, length: int) -> str:
        if length <= 0:
            return ""
        if isinstance(item, otio.schema.Gap) or not item.enabled:
            return f'<blank length="{length}"/>'
        if isinstance(item, otio.schema.Stack):
            inside = self._stack(item, _frames(item.available_range().duration))
            start = _frames(item.trimmed_range().start_time) + skip
            return f'<entry producer="{inside}" in="{start}" out="{start + length - 1}"/>'
        return self._clip(item, skip, length)

    def _clip(self, clip: otio.schema.Clip, skip: int, length: int) -> str:
        media = clip.media_reference
        if not isinstance(media, (otio.schema.ExternalReference, otio.schema.ImageSequenceReference)):
            return f'<blank length="{length}"/>'
        shown = clip.trimmed_range()
        start = _frames(shown.start_time) - _frames(media.available_range.start_time)
        total = _frames(media.available_range.duration)
        speed = 1.0
        for effect in clip.effects:
            if isinstance(effect, otio.schema.LinearTimeWarp):
                speed = effect.time_scalar
        name = self._name()
        resource = self._resource(media)
        service = "avformat"
        if speed != 1.0:
            resource, service = f"{speed}:{resource}", "timewarp"
            span = _frames(shown.duration) * abs(speed)
            start = round((start if speed > 0 else total - start - span) / abs(speed))
            total = round(total / abs(speed))
        elif isinstance(media, otio.schema.ImageSequenceReference):
            service = "pixbuf"
        self._parts.append(
            f'<producer id="{name}" in="0" out="{total - 1}"><property name="resource">'
            f'{escape(resource)}</property><property name="mlt_service">{service}</property>'
            '<property name="ttl">1</property></producer>'
        )
        return f'<entry producer="{name}" in="{start + skip}" out="{start + skip + length - 1}"/>'

    def _dissolve(
        self, outgoing: otio.core.Item, transition: otio.schema.Transition, incoming: otio.core.Item
    ) -> str:
        before, after = _frames(transition.in_offset), _frames(transition.out_offset)
        length = before + after
        sides = []
        for entry in (
            self._entry(outgoing, _frames(outgoing.duration()) - before, length),
            self._entry(incoming, -before, length),
        ):
            side = self._name()
            self._parts.append(f'<playlist id="{side}">{entry}</playlist>')
            sides.append(side)
        name = self._name()
        tracks = "".join(f'<track producer="{side}"/>' for side in sides)
        self._parts.append(
            f'<tractor id="{name}" in="0" out="{length - 1}">{tracks}<transition in="0" out="{length - 1}">'
            '<property name="mlt_service">luma</property><property name="a_track">0</property>'
            '<property name="b_track">1</property></transition></tractor>'
        )
        return f'<entry producer="{name}" in="0" out="{length - 1}"/>'

    def _resource(self, media: otio.core.MediaReference) -> str:
        if isinstance(media, otio.schema.ImageSequenceReference):
            folder = self._path(media.target_url_base)
            place = f"%0{media.frame_zero_padding}d"
            return f"{folder}/{media.name_prefix}{place}{media.name_suffix}?begin={media.start_frame}"
        return str(self._path(media.target_url))

    def _path(self, url: str) -> Path:
        for scheme in ("file://localhost", "file://"):
            if url.startswith(scheme):
                return Path(unquote(url.removeprefix(scheme)))
        return Path(url) if url.startswith("/") else self._folder / url


def _frames(time: otio.opentime.RationalTime) -> int:
    return round(time.value)
