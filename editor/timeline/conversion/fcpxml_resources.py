"""What an FCPXML document describes once: formats, media, nested sequences."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from editor.timeline.conversion.media_names import file_name, file_url
from editor.timeline.conversion.xml_writing import Tag
from editor.timeline.fcpxml.times import written
from editor.timeline.model import Clip, MediaReference, Span, Timeline, TrackKind

DISSOLVE = "Cross Dissolve"
_DISSOLVE_UID = "FxPlug:4731E73A-8DAC-4113-9A30-AE85B1761265"
_SIZE = (1920, 1080)
_FASTEST_PICTURES = 240
_REEL = "com.apple.proapps.studio.reel"


class FcpxmlResources:
    """Numbers resources as they are asked for.

    Parameters
    ----------
    timeline : Timeline
        The edit.
    """

    def __init__(self, timeline: Timeline) -> None:
        self._tags: list[Tag] = []
        self._ids: dict[tuple[object, ...], str] = {}
        self._seen, self._heard = set[object](), set[object]()
        for sequence in timeline.sequences.values():
            for track in sequence.tracks:
                targets = self._heard if track.kind is TrackKind.AUDIO else self._seen
                clips = (item for item in track.items if isinstance(item, Clip))
                targets.update(_file(media) for clip in clips for media in clip.media)

    @property
    def tags(self) -> tuple[Tag, ...]:
        """All that were asked for."""
        return tuple(self._tags)

    def format(self, rate: Fraction, size: tuple[int, int] | None) -> str:
        """Return the id of a format."""
        width, height = size or _SIZE
        attributes = {"frameDuration": written(1 / rate), "width": str(width), "height": str(height)}
        return self._add(("format", rate, width, height), "format", attributes)

    def dissolve(self) -> str:
        """Return the id of the usual transition."""
        return self._add(("effect",), "effect", {"name": DISSOLVE, "uid": _DISSOLVE_UID})

    def asset(self, media: MediaReference, whole: Span) -> str:
        """Return the id of a media file of which a span is there; of a still, an empty one."""
        name = media.name or file_name(media) or media.reel or "unknown"
        target = media.target or file_name(media) or name
        if media.numbering is not None and media.target:
            target = f"{target.rstrip('/')}/{file_name(media)}"
        attributes = {
            "name": name,
            "start": written(whole.start / whole.rate),
            "duration": written(whole.duration / whole.rate),
        }
        if _file(media) in self._seen:
            rate = whole.rate if whole.rate <= _FASTEST_PICTURES else Fraction(25)
            attributes |= {"hasVideo": "1", "format": self.format(rate, media.size), "videoSources": "1"}
        if _file(media) in self._heard:
            attributes |= {"hasAudio": "1", "audioSources": "1", "audioChannels": "2"}
        rep = Tag("media-rep", (), {"kind": "original-media", "src": file_url(target, host="")})
        entry = Tag("md", (), {"key": _REEL, "value": media.reel or ""})
        metadata = (Tag("metadata", (entry,)),) if media.reel else ()
        return self._add(("asset", target, whole), "asset", attributes, (rep, *metadata))

    def compound(self, key: str, angle: int | None, name: str, make: Callable[[], Tag]) -> str:
        """Return the id of a nested sequence, of which perhaps one track alone is wanted."""
        known = self._ids.get(("media", key, angle))
        return known or self._add(("media", key, angle), "media", {"name": name}, (make(),))

    def is_heard(self, media: MediaReference) -> bool:
        """Say whether a file is used for its pictures and its sound."""
        return _file(media) in self._seen and _file(media) in self._heard

    def _add(
        self, key: tuple[object, ...], name: str, attributes: dict[str, str], content: tuple[Tag, ...] = ()
    ) -> str:
        if key not in self._ids:
            self._ids[key] = f"r{len(self._ids) + 1}"
            self._tags.append(Tag(name, content, {"id": self._ids[key], **attributes}))
        return self._ids[key]


def _file(media: MediaReference) -> tuple[str | None, str, str | None]:
    """Tell files apart, those too of which the edit knows no path."""
    return media.target, media.name, media.reel
