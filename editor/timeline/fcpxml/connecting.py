"""The parts of a clip, and copies of it that show a plate.

What may follow what in an element is fixed by the format: notes, timing and looks, then what lies in it or is
connected to it, then markers, sound sources, filters and metadata.
"""

from __future__ import annotations

from fractions import Fraction

from editor.timeline.editing import Plate
from editor.timeline.fcpxml.clips import Shown
from editor.timeline.fcpxml.plate_assets import clock_of
from editor.timeline.fcpxml.resources import Asset
from editor.timeline.fcpxml.story import ITEMS, StoryItem, lane_of
from editor.timeline.fcpxml.times import time_of, written
from editor.timeline.xml_text.document import Element
from editor.timeline.xml_text.edits import XmlEdits
from editor.timeline.xml_text.style import Markup, XmlStyle

_HEAD = frozenset(
    {"conform-rate", "mc-source", "note", "object-tracker", "param", "text", "text-style-def", "timeMap"}
)
_CONTENT = ITEMS | {"caption", "spine"}
_TIMING = frozenset({"conform-rate", "timeMap"})
_SOUNDS = (
    "EQ",
    "humReduction",
    "loudness",
    "matchEQ",
    "noiseReduction",
    "panner",
    "voiceIsolation",
    "volume",
)
_SOUND_LOOKS = frozenset(f"adjust-{what}" for what in _SOUNDS)
_OWN_ATTRIBUTES = ("audioDuration", "audioRole", "audioStart", "enabled", "modDate", "srcEnable")


def last_of_head(element: Element) -> Element | None:
    """Find the child behind which the content of an element begins."""
    head = [child for child in element if child.tag in _HEAD or child.tag.startswith("adjust-")]
    return head[-1] if head else None


def last_of_content(element: Element) -> Element | None:
    """Find the child behind which something can be connected to an element."""
    content = [child for child in element if child.tag in _CONTENT]
    return content[-1] if content else last_of_head(element)


def narrowed(component: Element, original: Asset, plate: Plate) -> dict[str, str | None]:
    """Have a `video` within a clip show a plate's part of its media, at the same time."""
    start_s, duration_s = clock_of(plate)
    old_start_s = time_of(component, "start")
    if old_start_s is None:
        old_start_s = original.start_s
    offset_s = (time_of(component, "offset") or Fraction(0)) + start_s - old_start_s
    attributes = component.attributes
    return {
        "offset": written(offset_s, attributes.get("offset")),
        "start": written(start_s, attributes.get("start")),
        "duration": written(duration_s, attributes.get("duration")),
    }


def composite(clip: Element, ref: str, original: Asset, plate: Plate) -> Markup:
    """Return what lies in an `asset-clip` when its pictures are a plate's: these, and its old sound.

    Parameters
    ----------
    clip : Element
        The `asset-clip`.
    ref : str
        Id of the plate's asset.
    original : Asset
        Has the sound.
    plate : Plate
        Has the pictures.
    """
    attributes = clip.attributes
    start_s, duration_s = clock_of(plate)
    heard_s = min(start_s, time_of(clip, "audioStart") or start_s)
    heard_until_s = max(start_s + duration_s, heard_s + (time_of(clip, "audioDuration") or 0))
    like = attributes.get("duration")
    sound = Markup(
        "audio",
        attributes={
            "ref": original.element.attributes.get("id", ""),
            "lane": "-1",
            "offset": written(heard_s, like),
            "start": written(heard_s, like),
            "duration": written(heard_until_s - heard_s, like),
            **_role(attributes.get("audioRole")),
            **_channels(original.element),
        },
    )
    times = {
        "offset": written(start_s, like),
        "start": written(start_s, like),
        "duration": written(duration_s, like),
    }
    return Markup("video", (sound,), {"ref": ref, **times, **_role(attributes.get("videoRole"))})


def _channels(asset: Element) -> dict[str, str]:
    """Name all channels of an asset's sound."""
    text = asset.attributes.get("audioChannels", "")
    count = int(text) if text.isascii() and text.isdigit() and len(text) < 4 else 0
    return {"srcCh": ", ".join(str(channel) for channel in range(1, count + 1))} if count else {}


def connected_copy(
    item: StoryItem, shown: Shown, plate: Plate, ref: str, changes: dict[str, str | None], style: XmlStyle
) -> str:
    """Write a copy of a clip that shows a plate: with retime and looks, silent, without markers and filters.

    Parameters
    ----------
    item : StoryItem
        The original.
    shown : Shown
        What it shows.
    plate : Plate
        What the copy shows.
    ref : str
        Id of the plate's asset.
    changes : dict of str to (str or None)
        Attributes of the copy: lane, times and name.
    style : XmlStyle
        Of the document.
    """
    original, component = item.element, shown.component
    edits = XmlEdits(original.document, style)
    changes = {**dict.fromkeys(_OWN_ATTRIBUTES), **changes}
    if component == original:
        changes["ref"] = ref
    start_tag = edits.start_tag(original, changes, before={"lane": "offset", "start": "duration"})
    edits.replace(original.start, original.inner_start, start_tag)
    for child in original:
        is_look = child.tag.startswith("adjust-") and child.tag not in _SOUND_LOOKS
        if not (is_look or child.tag in _TIMING or child == component):
            edits.remove(child)
        elif "tracking" in child.attributes:
            edits.set_attributes(child, {"tracking": None})
    if component != original:
        asset = shown.asset
        times = {} if asset is None or asset.is_still else narrowed(component, asset, plate)
        edits.set_attributes(component, {"ref": ref, **times})
        for child in component:
            if lane_of(child) or child.tag in _CONTENT:
                edits.remove(child)
    return edits.excerpt(original)


def _role(role: str | None) -> dict[str, str]:
    return {} if role is None else {"role": role}
