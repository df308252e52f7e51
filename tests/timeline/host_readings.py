"""Which pictures an edit shows at each of its frames, read as its host reads it.

Nothing here knows `editor.timeline`: FCP7 XML, FCPXML and EDLs are read in the few lines that the edits of
the tests need, straight into a table of record frame -> pictures. Two at one frame are a transition's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from fractions import Fraction
from math import ceil, floor
from pathlib import Path
from typing import TypeAlias
from urllib.parse import unquote
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import av

Picture: TypeAlias = tuple[Path, int]
"""A file and the index of one of its frames."""

Table: TypeAlias = dict[int, list[Picture]]
"""What is seen at each frame of a sequence, the outgoing side of a transition first; black is left out."""

FPS = 24
_PLAIN = ("alignment", "clipitem", "transitionitem")


def shown_at(value: Fraction, speed: Fraction) -> int:
    """Return the frame that is shown at a moment: backwards, the one that is just about to be left."""
    return floor(value) if speed >= 0 else ceil(value) - 1


def read_xmeml(path: Path) -> Table:
    """Read the first sequence of an FCP7 XML."""
    root = ElementTree.fromstring(path.read_bytes())
    files = {file.attrib["id"]: file for file in root.iter("file") if len(file)}
    sequences = {found.attrib["id"]: found for found in root.iter("sequence") if len(found)}
    return _Xmeml(files, sequences).sequence(next(iter(sequences.values())))


class _Xmeml:
    def __init__(self, files: Mapping[str, Element], sequences: Mapping[str, Element]) -> None:
        self._files = files
        self._sequences = sequences

    def sequence(self, sequence: Element) -> Table:
        table: Table = {}
        for track in sequence.findall("media/video/track"):
            found: Table = {}
            items = [item for item in track if item.tag in _PLAIN]
            for index, item in enumerate(items):
                if item.tag == "clipitem":
                    before, after = items[index - 1] if index else item, items[min(index + 1, len(items) - 1)]
                    for frame, pictures in self._clip(item, before, after):
                        found.setdefault(frame, []).extend(pictures)
            table |= found
        return table

    def _clip(self, clip: Element, before: Element, after: Element) -> Iterator[tuple[int, list[Picture]]]:
        """Show a clip; beside a transition it has no start or end of its own, but the transition's."""
        start, end = _number(clip, "start"), _number(clip, "end")
        start = _number(before, "start") if start < 0 else start
        end = _number(after, "end") if end < 0 else end
        nested, file = clip.find("sequence"), clip.find("file")
        inside = self.sequence(self._sequences[nested.attrib["id"]]) if nested is not None else {}
        for frame in range(start, end):
            at = _number(clip, "in") + frame - start
            if nested is not None:
                yield frame, inside.get(at, [])
            elif file is not None:
                yield frame, [self._picture(self._files[file.attrib["id"]], _warped(clip, at))]

    def _picture(self, file: Element, frame: int) -> Picture:
        path = _path(file.findtext("pathurl", ""))
        number = re.fullmatch(r"(.*\.)(\d+)(\.png)", path.name)
        if number is None:
            return path, frame
        return path.with_name(f"{number[1]}{int(number[2]) + frame}{number[3]}"), 0


def _warped(clip: Element, at: int) -> int:
    """Go through the Time Remap filter: by its graph, or by its speed from either end of the media."""
    effect = clip.find("filter/effect")
    if effect is None:
        return at
    parameters = {it.findtext("parameterid", ""): it for it in effect.findall("parameter")}
    speed = Fraction(parameters["speed"].findtext("value", "")) / 100
    if "graphdict" in parameters:
        keys = parameters["graphdict"].findall("keyframe")
        first, last = [(_exact(key, "when"), _exact(key, "value")) for key in (keys[0], keys[-1])]
        return shown_at(_between(first, last, Fraction(at)), speed)
    if parameters["reverse"].findtext("value") == "TRUE":
        return shown_at((_number(clip, "duration") - at) * abs(speed), -abs(speed))
    return shown_at(at * speed, speed)


def _between(first: tuple[Fraction, Fraction], last: tuple[Fraction, Fraction], at: Fraction) -> Fraction:
    return first[1] + (at - first[0]) * (last[1] - first[1]) / (last[0] - first[0])


def _number(element: Element, tag: str) -> int:
    return int(element.findtext(tag, ""))


def _exact(element: Element, tag: str) -> Fraction:
    return Fraction(element.findtext(tag, ""))


def _path(url: str) -> Path:
    return Path(unquote(re.sub(r"^file://(localhost)?", "", url)))


def read_fcpxml(path: Path) -> Table:
    """Read the project of an FCPXML."""
    root = ElementTree.fromstring(path.read_bytes())
    resources = {found.attrib["id"]: found for found in root.findall("resources/*")}
    spine = root.find("project/sequence/spine")
    assert spine is not None
    return _Fcpxml(resources).spine(spine)


class _Fcpxml:
    def __init__(self, resources: Mapping[str, Element]) -> None:
        self._resources = resources

    def spine(self, spine: Element) -> Table:
        table: Table = {}
        overlaps = [
            (_time(it, "offset"), _time(it, "offset") + _time(it, "duration"))
            for it in spine.findall("transition")
        ]
        for item in spine:
            if item.tag not in ("transition", "gap"):
                start, end = _time(item, "offset"), _time(item, "offset") + _time(item, "duration")
                low = min([start, *(begin for begin, until in overlaps if begin < start < until)])
                high = max([end, *(until for begin, until in overlaps if begin < end < until)])
                for frame in range(int(low * FPS), int(high * FPS)):
                    local_s = _time(item, "start") + Fraction(frame, FPS) - start
                    table.setdefault(frame, []).extend(self._pictures(item, local_s))
        for host in spine:
            for above in sorted(host, key=lambda it: int(it.attrib.get("lane", "0"))):
                if "lane" in above.attrib:
                    moved = _time(host, "offset") - _time(host, "start")
                    table |= self._connected(above, moved)
        return table

    def _connected(self, item: Element, moved_s: Fraction) -> Table:
        start = _time(item, "offset") + moved_s
        return {
            int(start * FPS) + frame: self._pictures(item, _time(item, "start") + Fraction(frame, FPS))
            for frame in range(int(_time(item, "duration") * FPS))
        }

    def _pictures(self, item: Element, local_s: Fraction) -> list[Picture]:
        points = [(_time(point, "time"), _time(point, "value")) for point in item.findall("timeMap/timept")]
        speed = Fraction(1)
        if points:
            speed = (points[-1][1] - points[0][1]) / (points[-1][0] - points[0][0])
            local_s = _between(points[0], points[-1], local_s)
        if item.tag == "ref-clip":
            spine = self._resources[item.attrib["ref"]].find("sequence/spine")
            assert spine is not None
            return self.spine(spine).get(int(local_s * FPS), [])
        inner = item.find("video") if item.tag == "clip" else item
        assert inner is not None
        asset = self._resources[inner.attrib["ref"]]
        if inner is not item:
            local_s += _time(inner, "start") - _time(inner, "offset")
        source = asset.find("media-rep")
        path = _path((asset if source is None else source).attrib["src"])
        return [(path, shown_at((local_s - _time(asset, "start")) * FPS, speed))]


def _time(element: Element, attribute: str) -> Fraction:
    return Fraction(element.attrib.get(attribute, "0s").removesuffix("s"))


def read_edl(path: Path, folders: tuple[Path, ...]) -> Table:
    """Read a list: media is found by name, and the frame by the timecode in the file or by its own number."""
    table: Table = {}
    text = path.read_text(encoding="utf-8")
    last: tuple[Path, int] | None = None
    origin = None
    for block in re.split(r"(?m)^(?=\d{3} )", text)[1:]:
        lines = block.splitlines()
        _, reel, _, kind, *rest = lines[0].split()
        if len(rest) == 5:
            length, rest = int(rest[0]), rest[1:]
        else:
            length = 0
        first, _, begin, end = (_label(timecode) for timecode in rest)
        origin = begin if origin is None else origin
        if begin == end:
            continue
        comments = dict(re.findall(r"\* ([A-Z ]+): +(.*)", block))
        name = comments["TO CLIP NAME" if kind == "D" else "FROM CLIP NAME"]
        if (pictures := re.fullmatch(r"(.*\.)\[\d+-\d+\](\.png)", name)) is not None:
            for frame in range(end - begin):
                name = f"{pictures[1]}{first + frame}{pictures[2]}"
                table[begin - origin + frame] = [(_found(name, folders), 0)]
            continue
        file = _found(name, folders)
        speed = re.search(rf"M2\s+{re.escape(reel)}\s+(\S+)\s+(\S+)", block)
        factor = Fraction(speed[1]) / FPS if speed else Fraction(1)
        at = first - _embedded(file)
        for frame in range(end - begin):
            moment = at + frame * factor if factor > 0 else at + (end - begin - frame) * -factor
            seen = [(file, shown_at(moment, factor))]
            if frame < length and last is not None:
                seen.insert(0, (last[0], last[1] + frame))
            table[begin - origin + frame] = seen
        last = file, shown_at(at + (end - begin) * factor, factor)
    return table


def _found(name: str, folders: tuple[Path, ...]) -> Path:
    return next(folder / name for folder in folders if (folder / name).exists())


def _label(timecode: str) -> int:
    hours, minutes, seconds, frames = map(int, timecode.split(":"))
    return (hours * 3600 + minutes * 60 + seconds) * FPS + frames


def _embedded(file: Path) -> int:
    with av.open(str(file)) as container:
        tags = {**container.metadata, **container.streams.video[0].metadata}
    label = next((value for key, value in tags.items() if key.lower() == "timecode"), "00:00:00:00")
    return _label(label)
