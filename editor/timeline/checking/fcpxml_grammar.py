"""Which elements follow which in FCPXML, and what each must say.

Final Cut refuses a document that does not keep to this. The tables are written from what the format's
documentation describes for versions 1.8 to 1.13; elements that are not in them are not judged.
"""

from __future__ import annotations

_LOOKS = (
    *(
        "object-tracker",
        "adjust-crop",
        "adjust-corners",
        "adjust-conform",
        "adjust-transform",
        "adjust-blend",
    ),
    *("adjust-stabilization", "adjust-rollingShutter", "adjust-360-transform", "adjust-reorient"),
    *("adjust-orientation", "adjust-cinematic", "adjust-colorConform", "adjust-stereo-3D"),
)
_LOUDNESS = (
    *("adjust-loudness", "adjust-noiseReduction", "adjust-humReduction", "adjust-EQ", "adjust-matchEQ"),
    *("adjust-voiceIsolation", "adjust-volume", "adjust-panner"),
)
_TIMING = ("conform-rate", "timeMap")
_CONTENT = (
    *("audio", "video", "clip", "title", "mc-clip", "ref-clip", "sync-clip", "asset-clip", "audition"),
    *("caption", "gap", "spine", "live-drawing"),
)
_MARKERS = ("marker", "chapter-marker", "rating", "keyword", "analysis-marker", "hidden-clip-marker")
_FILTERS = ("filter-video", "filter-video-mask")

Steps = tuple[tuple[str, ...], ...]

ORDER: dict[str, Steps] = {
    "asset-clip": (
        *(("note",), _TIMING, _LOOKS, _LOUDNESS, _CONTENT, _MARKERS, ("audio-channel-source",)),
        *(_FILTERS, ("filter-audio",), ("metadata",)),
    ),
    "clip": (
        *(("note",), _TIMING, _LOOKS, _LOUDNESS, _CONTENT, _MARKERS, ("audio-channel-source",)),
        *(_FILTERS, ("filter-audio",), ("metadata",)),
    ),
    "sync-clip": (
        *(("note",), _TIMING, _LOOKS, _LOUDNESS, _CONTENT, _MARKERS, ("sync-source",)),
        *(_FILTERS, ("filter-audio",), ("metadata",)),
    ),
    "ref-clip": (
        *(("note",), _TIMING, _LOOKS, _LOUDNESS, _CONTENT, _MARKERS, ("audio-role-source",)),
        *(_FILTERS, ("filter-audio",), ("metadata",)),
    ),
    "mc-clip": (
        *(
            ("note",),
            _TIMING,
            _LOUDNESS,
            ("mc-source",),
            _CONTENT,
            _MARKERS,
            ("filter-audio",),
            ("metadata",),
        ),
    ),
    "video": (("param",), ("note",), _TIMING, _LOOKS, _CONTENT, _MARKERS, _FILTERS, ("reserved",)),
    "audio": (("note",), _TIMING, _LOUDNESS, _CONTENT, _MARKERS, ("filter-audio",)),
    "gap": (("note",), _CONTENT, _MARKERS, ("metadata",)),
    "title": (
        *(("param",), ("text",), ("text-style-def",), ("note",), _LOOKS, _CONTENT, _MARKERS, _FILTERS),
        ("metadata",),
    ),
    "asset": (("media-rep",), ("metadata",)),
    "sequence": (("note",), ("spine",), ("metadata",)),
    "transition": (("filter-video",), ("filter-audio",), _MARKERS, ("metadata",), ("reserved",)),
}
"""The steps through which the children of an element go, each step any number of times."""

REQUIRED: dict[str, tuple[str, ...]] = {
    "asset": ("id",),
    "asset-clip": ("ref",),
    "audio": ("ref", "duration"),
    "clip": ("duration",),
    "effect": ("id", "uid"),
    "format": ("id",),
    "gap": ("duration",),
    "mc-clip": ("ref", "duration"),
    "media": ("id",),
    "media-rep": ("src",),
    "ref-clip": ("ref", "duration"),
    "sequence": ("format",),
    "sync-clip": ("duration",),
    "timept": ("time", "value"),
    "title": ("ref", "duration"),
    "transition": ("duration",),
    "video": ("ref", "duration"),
}
"""Attributes that an element must have."""
