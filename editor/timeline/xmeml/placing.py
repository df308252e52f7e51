"""A track above all others with copies of clips that show plates."""

from __future__ import annotations

from dataclasses import dataclass

from editor.timeline.editing import PlaceAbove
from editor.timeline.xmeml.clips import ClipRange
from editor.timeline.xmeml.plate_files import number_like
from editor.timeline.xmeml.retargeting import retarget
from editor.timeline.xml_text.document import Element
from editor.timeline.xml_text.edits import XmlEdits
from editor.timeline.xml_text.style import Markup, XmlStyle, indentation_of, reindented

_KEPT = frozenset(
    {
        *("masterclipid", "name", "enabled", "duration", "rate", "start", "end", "in", "out", "pproTicksIn"),
        *("pproTicksOut", "alphatype", "pixelaspectratio", "anamorphic", "fielddominance", "stillframe"),
        *("file", "filter", "compositemode"),
    }
)
_KEPT_EFFECTS = frozenset({"basic", "crop", "deformation", "motionblur", "opacity", "timeremap"})


@dataclass(frozen=True, slots=True)
class PlacedClip:
    """What a clip's copy is given.

    Attributes
    ----------
    edit : PlaceAbove
        Where, and which plate.
    clip_range : ClipRange
        Of the original.
    file : str
        Its `file`, written.
    clip_id, master_id : str
        Fresh ids, used where the original has some.
    """

    edit: PlaceAbove
    clip_range: ClipRange
    file: str
    clip_id: str
    master_id: str

    def source(self, style: XmlStyle, indentation: str) -> str:
        """Write the copy: transform and retime stay; grading, markers and links do not."""
        original = self.clip_range.placement.element
        edits = XmlEdits(original.document, style)
        self._fill(edits, original)
        start = self.clip_range.placement.cut_in + self.edit.offset
        shown = (
            self.clip_range.frame_at(start),
            self.clip_range.frame_at(start + self.edit.record.duration),
        )
        retarget(edits, self.clip_range, self.edit.plate, shown)
        return reindented(edits.excerpt(original), indentation_of(original) or "", indentation)

    def _fill(self, edits: XmlEdits, original: Element) -> None:
        record = self.edit.record
        texts = {"name": self.edit.plate.name, "enabled": "TRUE", "masterclipid": self.master_id}
        if "id" in original.attributes:
            edits.set_attributes(original, {"id": self.clip_id})
        for child in original:
            if child.tag not in _KEPT or not _is_kept_filter(child):
                edits.remove(child)
            elif child.tag in texts:
                edits.set_text(child, texts[child.tag])
            elif child.tag in ("start", "end"):
                frame = record.start if child.tag == "start" else record.end
                edits.set_text(child, number_like(child, frame))
            elif child.tag == "file":
                edits.replace(child.start, child.end, self.file)


def add_track(edits: XmlEdits, top: Element, clips: list[PlacedClip], name: str) -> None:
    """Put a track above the top one.

    Parameters
    ----------
    edits : XmlEdits
        Takes the new track.
    top : Element
        The last video `track` of the sequence, whose manner is taken over.
    clips : list of PlacedClip
        By ascending position, without overlap.
    name : str
        Of the track.
    """
    style, outer = edits.style, indentation_of(top)
    line = style if outer is not None else XmlStyle(style.newline, None, style.quote, style.empty_end)
    inner = (outer or "") + (style.step or "")
    attributes = _attributes(top, name)
    parts = [] if "MZ.TrackName" in attributes else [line.render(Markup("name", name), inner)]
    parts += [clip.source(style, inner) for clip in clips]
    parts += [
        line.render(Markup(child.tag, "TRUE" if child.tag == "enabled" else "FALSE"), inner)
        for child in top.children("enabled", "locked")
    ]
    start_tag = line.render(Markup("track", "", attributes), "").removesuffix("</track>")
    inside = "".join(line.break_line(inner) + part for part in parts)
    edits.insert_after(top, f"{start_tag}{inside}{line.break_line(outer or '')}</track>")


def file_indentation(top: Element, style: XmlStyle) -> str:
    """Return the indentation of a `file` in a clip of a track above the top one."""
    return (indentation_of(top) or "") + 2 * (style.step or "")


def _attributes(top: Element, name: str) -> dict[str, str]:
    """Premiere keeps a track's name and looks in attributes; others have none."""
    if not any(key.startswith(("TL.", "MZ.")) for key in top.attributes):
        return {}
    attributes = dict(top.attributes)
    if "MZ.TrackTargeted" in attributes:
        attributes["MZ.TrackTargeted"] = "0"
    return {**attributes, "MZ.TrackName": name}


def _is_kept_filter(child: Element) -> bool:
    effect = (child.text_of("effect", "effectid") or "").lower()
    return child.tag != "filter" or effect in _KEPT_EFFECTS
