"""Stand-ins for editing programs, after what their makers document and others measured.

Resolve: scripting README of 18.5 to 21; `ImportTimelineFromFile` gives None for a name that exists,
`AppendToTimeline` takes dictionaries with a live `mediaPoolItem`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any


class TimelineItem:
    def __init__(self, start: int, end: int, markers: dict[int, dict[str, str]]) -> None:
        self._span, self._markers = (start, end), markers

    def GetStart(self) -> int:  # noqa: N802 - Resolve's name
        return self._span[0]

    def GetEnd(self) -> int:  # noqa: N802
        return self._span[1]

    def GetMarkers(self) -> dict[int, dict[str, str]]:  # noqa: N802
        return self._markers


class ResolveTimeline:
    def __init__(self, name: str, document: bytes, items: list[TimelineItem]) -> None:
        self._name, self._document, self._items = name, document, items
        self.tracks = ["Video 1"]
        self.current: TimelineItem | None = None
        self.is_locked = False

    def GetName(self) -> str:  # noqa: N802
        return self._name

    def GetStartFrame(self) -> int:  # noqa: N802
        return 86400

    def GetTrackCount(self, kind: str) -> int:  # noqa: N802
        assert kind == "video"
        return len(self.tracks)

    def GetItemListInTrack(self, kind: str, index: int) -> list[TimelineItem]:  # noqa: N802
        return self._items if (kind, index) == ("video", 1) else []

    def GetCurrentVideoItem(self) -> TimelineItem | None:  # noqa: N802
        return self.current

    def AddTrack(self, kind: str) -> bool:  # noqa: N802
        if not self.is_locked and kind == "video":
            self.tracks.append("")
        return not self.is_locked

    def SetTrackName(self, kind: str, index: int, name: str) -> bool:  # noqa: N802
        self.tracks[index - 1] = name
        return kind == "video"

    def Export(self, path: str, kind: object, subtype: object) -> bool:  # noqa: N802
        if not isinstance(kind, float) or not isinstance(subtype, float):
            return False
        Path(path).write_bytes(self._document)
        return True


class MediaPool:
    def __init__(self, project: Project) -> None:
        self._project = project
        self.appended: list[dict[str, Any]] = []
        self.imports: list[tuple[str, dict[str, Any]]] = []
        self.offline: set[str] = set()

    def ImportMedia(self, paths: list[str]) -> list[str]:  # noqa: N802
        return [f"item of {path}" for path in paths if path not in self.offline]

    def AppendToTimeline(self, clips: list[dict[str, Any]]) -> list[object]:  # noqa: N802
        self.appended += clips
        return [object() for _ in clips]

    def ImportTimelineFromFile(self, path: str, options: dict[str, Any]) -> object | None:  # noqa: N802
        self.imports.append((path, options))
        taken = {timeline.GetName() for timeline in self._project.timelines}
        return None if options["timelineName"] in taken else object()


class Project:
    def __init__(self, timelines: list[ResolveTimeline]) -> None:
        self.timelines = timelines
        self.pool = MediaPool(self)

    def GetName(self) -> str:  # noqa: N802
        return "Reel 1/2"

    def GetCurrentTimeline(self) -> ResolveTimeline | None:  # noqa: N802
        return self.timelines[0] if self.timelines else None

    def GetMediaPool(self) -> MediaPool:  # noqa: N802
        return self.pool

    def GetTimelineCount(self) -> int:  # noqa: N802
        return len(self.timelines)

    def GetTimelineByIndex(self, index: int) -> ResolveTimeline:  # noqa: N802
        return self.timelines[index - 1]


class Resolve:
    EXPORT_NONE = -1.0
    EXPORT_FCP_7_XML = 1.0

    def __init__(self, project: Project, *, knows_otio: bool = True) -> None:
        self.project = project
        if knows_otio:
            self.EXPORT_OTIO = 15.0

    def GetProjectManager(self) -> Resolve:  # noqa: N802
        return self

    def GetCurrentProject(self) -> Project:  # noqa: N802
        return self.project
