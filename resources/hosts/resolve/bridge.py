"""Between DaVinci Resolve and Cleanplate: runs in Resolve's own Python (3.9 or newer), alone.

What is called of Resolve is documented in its scripting README (Help > Documentation > Developer). Versions:

- 18.5 and newer export OTIO; older ones Final Cut Pro 7 XML, which is taken instead.
- The free edition has had no scripting since 21.1: there, timelines go back and forth as files by hand.
- `ImportTimelineFromFile` gives None, without a word, when a timeline of that name exists: a new one is made.
"""

from __future__ import annotations

import json
import re
import subprocess
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

_MARK = re.compile(r"clean", re.IGNORECASE)
_UNSAFE = re.compile(r"[^\w .-]+")
_RESULT = re.compile(r"(.+)_cleanplate_v(\d+)\.(otio|xml)")


class Settings(NamedTuple):
    """How Cleanplate is called, and where files are exchanged."""

    command: list[str]
    folder: Path


class Placement(NamedTuple):
    """A plate on a track above: file, first and last frame of it, frame of the record from 0."""

    path: str
    first: int
    last: int
    record: int


Run = Callable[[Sequence[str]], "subprocess.CompletedProcess[str]"]
Start = Callable[[Sequence[str]], object]


def read_settings(path: str) -> Settings:
    """Read what the installer wrote."""
    document = json.loads(Path(path).read_text("utf-8"))
    return Settings(list(document["command"]), Path(document["folder"]))


def run_cleanplate(words: Sequence[str]) -> subprocess.CompletedProcess[str]:
    """Run Cleanplate and wait for it."""
    return subprocess.run(words, capture_output=True, text=True, check=False)


def start_cleanplate(words: Sequence[str]) -> object:
    """Start Cleanplate and leave it running."""
    return subprocess.Popen(words)


def send(resolve: Any, settings: Settings, run: Run = run_cleanplate, start: Start = start_cleanplate) -> str:
    """Export the current timeline and open Cleanplate on its marked clips, or the one at the play head.

    Returns
    -------
    str
        A sentence for the console.
    """
    timeline = _timeline(resolve)
    if timeline is None:
        return "Open a timeline first."
    folder = _exchange(resolve, settings)
    folder.mkdir(parents=True, exist_ok=True)
    path = _exported(resolve, timeline, folder)
    if path is None:
        return f"Resolve did not export the timeline to {folder}; check that the folder can be written."
    choice = _choice(timeline)
    if choice is None:
        return "Mark clips with a marker named 'clean', or put the play head on a clip."
    made = run([*settings.command, "timeline", "shots", str(path), "--save", "--overwrite", *choice])
    if made.returncode:
        return made.stderr.strip() or "Cleanplate could not read the timeline."
    start([*settings.command, str(path)])
    return f"{made.stdout.strip()}\nThe timeline is in {path}."


def bring_back(resolve: Any, settings: Settings) -> str:
    """Put the plates of the newest delivery on a new track above, and touch nothing else.

    Retimed plates need their retime and come with the whole timeline; see `import_version`.
    """
    timeline = _timeline(resolve)
    result = None if timeline is None else _newest(_exchange(resolve, settings), "otio", timeline.GetName())
    if timeline is None or result is None:
        return "Nothing was delivered yet; run `cleanplate timeline deliver` with --way above."
    name, placements, others = _placements(result)
    if not placements:
        return f"{result.name} has no plates on a track above; use Cleanplate Import Version."
    pool = _project(resolve).GetMediaPool()
    items = {path: _imported(pool, path) for path in sorted({placement.path for placement in placements})}
    missing = [path for path, item in items.items() if item is None]
    if missing:
        return f"Resolve did not import {missing[0]}; check that it is there."
    if not timeline.AddTrack("video"):
        return "Resolve did not add a track; unlock the timeline."
    track = timeline.GetTrackCount("video")
    timeline.SetTrackName("video", track, name)
    start_frame = timeline.GetStartFrame()
    added = pool.AppendToTimeline(
        [
            {
                "mediaPoolItem": items[placement.path],
                "startFrame": placement.first,
                "endFrame": placement.last,
                "trackIndex": track,
                "recordFrame": start_frame + placement.record,
                "mediaType": 1,
            }
            for placement in placements
        ]
    )
    if not added or len(added) != len(placements):
        return (
            f"Resolve placed {len(added or [])} of {len(placements)} plates on track {track}; compare them."
        )
    left = f" {others} retimed ones are left: use Cleanplate Import Version." if others else ""
    return f"{len(placements)} plates are on track {track}, {name}.{left}"


def import_version(resolve: Any, settings: Settings) -> str:
    """Import the newest delivery as a timeline of its own."""
    project = _project(resolve)
    timeline, folder = _timeline(resolve), _exchange(resolve, settings)
    name = None if timeline is None else timeline.GetName()
    result = _newest(folder, "otio", name) or _newest(folder, "xml", name)
    if project is None or result is None:
        return "Nothing was delivered yet; run `cleanplate timeline deliver`."
    options = {
        "timelineName": _unused_name(project, result.stem),
        "importSourceClips": True,
        "sourceClipsPath": str(result.parent),
    }
    imported = project.GetMediaPool().ImportTimelineFromFile(str(result), options)
    if imported is None:
        return f"Resolve refused {result} without a reason; `cleanplate timeline check` may know it."
    return f"{result.name} is the timeline {options['timelineName']}."


def _project(resolve: Any) -> Any:
    return resolve.GetProjectManager().GetCurrentProject()


def _timeline(resolve: Any) -> Any:
    project = _project(resolve)
    return None if project is None else project.GetCurrentTimeline()


def _exchange(resolve: Any, settings: Settings) -> Path:
    """Return the folder of a project; a timeline's own files lie in it by the timeline's name."""
    project = _project(resolve)
    return settings.folder / _safe("untitled" if project is None else project.GetName())


def _exported(resolve: Any, timeline: Any, folder: Path) -> Path | None:
    """Export as OTIO where this version can (the enumeration must be its live one), else as XML."""
    kinds = (("otio", "EXPORT_OTIO"), ("xml", "EXPORT_FCP_7_XML"))
    for suffix, kind in kinds:
        wanted = getattr(resolve, kind, None)
        path = folder / f"{_safe(timeline.GetName())}.{suffix}"
        if wanted is not None and timeline.Export(str(path), wanted, resolve.EXPORT_NONE) and path.exists():
            return path
    return None


def _choice(timeline: Any) -> list[str] | None:
    """Say which clips are meant, in words of `cleanplate timeline shots`."""
    for track in range(1, timeline.GetTrackCount("video") + 1):
        for item in timeline.GetItemListInTrack("video", track) or ():
            names = [str(marker.get("name", "")) for marker in (item.GetMarkers() or {}).values()]
            marked = next((name for name in names if _MARK.match(name)), None)
            if marked is not None:
                return ["--marked", marked]
    item = timeline.GetCurrentVideoItem()
    if item is None:
        return None
    first, last = item.GetStart() - timeline.GetStartFrame(), item.GetEnd() - timeline.GetStartFrame() - 1
    return ["--range", f"{int(first)}-{int(last)}"]


def _newest(folder: Path, suffix: str, name: str | None) -> Path | None:
    """Find the highest version that was delivered of a timeline; of any, if none is open."""
    found: list[tuple[int, float, Path]] = []
    for path in folder.glob(f"*.{suffix}"):
        match = _RESULT.fullmatch(path.name)
        if match is not None and (name is None or match[1] == _safe(name)):
            found.append((int(match[2]), path.stat().st_mtime, path))
    return max(found, default=(0, 0.0, None), key=lambda entry: entry[:2])[2]


def _imported(pool: Any, path: str) -> Any:
    items = pool.ImportMedia([path])
    return items[0] if items else None


def _unused_name(project: Any, name: str) -> str:
    taken = {
        project.GetTimelineByIndex(index).GetName() for index in range(1, project.GetTimelineCount() + 1)
    }
    return name if name not in taken else f"{name} {time.strftime('%H.%M.%S')}"


def _safe(name: str) -> str:
    return _UNSAFE.sub("_", name).strip(" .") or "untitled"


def _placements(path: Path) -> tuple[str, list[Placement], int]:
    """Read the top track of a delivered edit: its name, its plates, and how many of them are retimed."""
    tracks = json.loads(path.read_text("utf-8-sig"))["tracks"]["children"]
    videos = [track for track in tracks if track.get("kind") == "Video"]
    top = videos[-1] if videos else {"children": []}
    placements: list[Placement] = []
    others, record = 0, 0.0
    for child in top["children"]:
        duration = _frames(child, "duration")
        if child["OTIO_SCHEMA"].startswith("Clip."):
            plate = _plate(child)
            if plate is None or (child.get("effects") and any(map(_is_retime, child["effects"]))):
                others += plate is not None
            else:
                first = round(_frames(child, "start_time") - plate[1])
                placements.append(Placement(plate[0], first, first + round(duration) - 1, round(record)))
        record += duration
    return str(top.get("name") or "CLEAN"), placements, others


def _frames(item: dict[str, Any], key: str) -> float:
    return float(item["source_range"][key]["value"])


def _plate(clip: dict[str, Any]) -> tuple[str, float] | None:
    """Return path and start of a clip's media, if that is a plate of ours."""
    shown = clip.get("active_media_reference_key") or "DEFAULT_MEDIA"
    reference = (clip.get("media_references") or {}).get(shown) or clip.get("media_reference") or {}
    path = str(reference.get("target_url") or "")
    if "_cleanplate_v" not in path:
        return None
    available = reference.get("available_range") or {"start_time": {"value": 0}}
    return path, float(available["start_time"]["value"])


def _is_retime(effect: dict[str, Any]) -> bool:
    return str(effect.get("OTIO_SCHEMA", "")).split(".")[0] in ("LinearTimeWarp", "FreezeFrame", "TimeEffect")
