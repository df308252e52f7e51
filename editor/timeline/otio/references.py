"""Media references of OTIO clips."""

from __future__ import annotations

from collections.abc import Iterator

from editor.timeline.model import Locator, MediaKind, MediaReference, Numbering
from editor.timeline.otio.json_text import Value
from editor.timeline.otio.times import as_object, as_text, time_range

DEFAULT_KEY = "DEFAULT_MEDIA"
"""What the library calls the only reference of a clip."""

_KINDS = {
    "ExternalReference": MediaKind.FILE,
    "ImageSequenceReference": MediaKind.SEQUENCE,
    "GeneratorReference": MediaKind.GENERATOR,
}


def schema_of(node: Value) -> str:
    """Name the class of a node without its version: `Clip` of `Clip.2`."""
    return as_text(as_object(node).get("OTIO_SCHEMA")).partition(".")[0]


def references_of(clip: dict[str, Value], locator: Locator) -> tuple[tuple[MediaReference, ...], int]:
    """Read all media references of a clip, and which one is shown."""
    found = tuple(_reference(key, node, at) for key, node, at in reference_nodes(clip, locator))
    active = as_text(clip.get("active_media_reference_key")) or DEFAULT_KEY
    shown = next((index for index, media in enumerate(found) if media.key == active), 0)
    return found, shown


def reference_nodes(clip: dict[str, Value], locator: Locator) -> Iterator[tuple[str, Value, Locator]]:
    """List key, node and locator of a clip's references, in either version of its schema."""
    many = clip.get("media_references")
    if isinstance(many, dict):
        for key, node in many.items():
            yield key, node, (*locator, "media_references", key)
    elif clip.get("media_reference") is not None:
        yield DEFAULT_KEY, clip["media_reference"], (*locator, "media_reference")


def _reference(key: str, value: Value, locator: Locator) -> MediaReference:
    node = as_object(value)
    kind = _KINDS.get(schema_of(node), MediaKind.MISSING)
    is_sequence = kind is MediaKind.SEQUENCE
    target = node.get("target_url_base" if is_sequence else "target_url")
    return MediaReference(
        locator=locator,
        kind=kind,
        key=key,
        name=as_text(node.get("name")),
        target=target if isinstance(target, str) else None,
        available=time_range(node.get("available_range")),
        numbering=_numbering(node) if is_sequence else None,
        reel=_reel(as_object(node.get("metadata"))),
        size=_size(as_object(node.get("metadata"))),
    )


def _numbering(node: dict[str, Value]) -> Numbering:
    return Numbering(
        as_text(node.get("name_prefix")),
        as_text(node.get("name_suffix")),
        _whole(node.get("frame_zero_padding"), 0),
        _whole(node.get("start_frame"), 1),
        _whole(node.get("frame_step"), 1) or 1,
    )


def _whole(value: Value, default: int) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) else default


def _reel(metadata: dict[str, Value]) -> str | None:
    return as_text(metadata.get("foundry.source.reelID")) or None


def _size(metadata: dict[str, Value]) -> tuple[int, int] | None:
    width, height = (as_text(metadata.get(f"foundry.source.{side}")) for side in ("width", "height"))
    return (int(width), int(height)) if width.isdecimal() and height.isdecimal() else None
