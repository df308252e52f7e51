"""A track above the others, with clips on it that lie over those that they stand for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from editor.timeline.editing import PlaceAbove, Refusals
from editor.timeline.errors import EditError
from editor.timeline.model import Convention, Locator, Retime, RetimeKind, Span
from editor.timeline.otio.changing import Changing
from editor.timeline.otio.clips import Clips
from editor.timeline.otio.json_text import Change, JsonText, Place, Value
from editor.timeline.otio.layout import Layout, Raw, indent_at
from editor.timeline.otio.nodes import Nodes
from editor.timeline.otio.references import schema_of
from editor.timeline.otio.retimes import record_duration, retime_of
from editor.timeline.otio.times import as_list, as_object, near_whole, time_range

_TRACKS = ("Track", "Sequence")
_OWN = ("OTIO_REF_ID",)
_LINKS = ("Link Group ID",)


class Placing:
    """Places clips on new tracks of one document.

    Parameters
    ----------
    document : JsonText
        The document.
    clips : Clips
        Its clips.
    layout : Layout
        How it is laid out.
    nodes : Nodes
        Makes new nodes.
    refusals : Refusals
        Takes note of clips that cannot be placed: one that would lie over another, or that cannot be cut out.
    """

    def __init__(
        self, document: JsonText, clips: Clips, layout: Layout, nodes: Nodes, refusals: Refusals
    ) -> None:
        self._document = document
        self._clips = clips
        self._layout = layout
        self._nodes = nodes
        self._refusals = refusals
        self._changing = Changing(document, layout)

    def track_above(self, stack: Locator, name: str, edits: Sequence[PlaceAbove]) -> Change:
        """Insert a track with all clips above the highest picture of a stack."""
        highest = self._highest(stack)
        place = self._document.place((*stack, "children", highest))
        indent = indent_at(self._document.text, place.outset)
        inner = indent + 2 * self._layout.unit
        children = list(self._row(edits, inner))
        like = as_object(self._clips.at((*stack, "children", highest)))
        track = self._nodes.track(name, children, like)
        text = self._layout.between(indent) + self._layout.text(track, indent)
        return Change(place.end, place.end, text)

    def _highest(self, stack: Locator) -> int:
        children = [as_object(child) for child in as_list(self._clips.at((*stack, "children")))]
        pictures = [
            index
            for index, child in enumerate(children)
            if schema_of(child) not in _TRACKS or child.get("kind") == "Video"
        ]
        return max(pictures, default=len(children) - 1)

    def _row(self, edits: Sequence[PlaceAbove], indent: str) -> Iterator[Value]:
        done = Fraction(0)
        for edit in sorted(edits, key=lambda edit: edit.record.start):
            with self._refusals.of(edit):
                if edit.record.start < done:
                    raise EditError(
                        self._clips.name(edit.clip),
                        "would lie over another plate of the same track",
                        remedy="give the two different tracks",
                    )
                if edit.record.start > done:
                    clip = self._clips.clip(edit.clip)
                    length = edit.record.start - done
                    yield self._nodes.gap(length, edit.record.rate, clip, clip.get("source_range"))
                yield self._placed(edit, indent)
                done = edit.record.end

    def _placed(self, edit: PlaceAbove, indent: str) -> Raw:
        place = self._document.place(edit.clip)
        piece = self._document.piece(place, self._changes(edit, place))
        return Raw(self._layout.moved(piece, indent_at(self._document.text, place.start), indent))

    def _changes(self, edit: PlaceAbove, place: Place) -> Iterator[Change]:
        """Make a copy of the clip one that shows the plate, without what belongs to the original alone."""
        clip = self._clips.clip(edit.clip)
        key, node, locator = self._clips.shown(edit.clip)
        times = clip.get("source_range") or node.get("available_range")
        reference = self._nodes.reference(edit.plate, node, self._clips.neighbour(node), times)
        members = self._document.children(place)
        if locator[-1] == "media_reference":
            yield self._changing.instead(members["media_reference"], reference)
        else:
            yield self._changing.instead(members["media_references"], {key: reference})
        values = {"name": edit.plate.name, "markers": [], **self._range(edit, clip, times)}
        known = (*members, "source_range")
        yield from self._changing.members(
            place, clip, {key: value for key, value in values.items() if key in known}
        )
        for name in _OWN:
            yield from self._changing.removed(place, name)
        if "Resolve_OTIO" in as_object(clip.get("metadata")):
            for name in _LINKS:
                resolve = self._document.place((*edit.clip, "metadata", "Resolve_OTIO"))
                yield from self._changing.removed(resolve, name)

    def _range(self, edit: PlaceAbove, clip: dict[str, Value], written: Value) -> dict[str, Value]:
        """Cut the range of a clip to the part that is placed; all of it stays as written."""
        trim, retime = time_range(written), retime_of(clip, self._clips.convention)
        if trim is None:
            return {}
        length, start = edit.record.at(trim.rate).duration, edit.offset * trim.rate / edit.record.rate
        if start == 0 and abs(length - record_duration(trim, retime)) < 1:
            return {} if clip.get("source_range") is not None else {"source_range": written}
        part = part_of(trim, retime, near_whole(start), near_whole(length))
        if part is None:
            raise EditError(
                self._clips.name(edit.clip),
                "changes its speed along a curve, which cannot be cut",
                remedy="replace its media instead",
            )
        return {"source_range": self._nodes.range(part, written)}


def part_of(trim: Span, retime: Retime | None, start: Fraction, length: Fraction) -> Span | None:
    """Cut a range as written to `length` frames of the record that begin `start` frames after the clip.

    Returns
    -------
    Span or None
        In the convention that the range was written in; None for a ramp, which cannot be cut.
    """
    if retime is None or retime.kind is RetimeKind.FREEZE:
        moved = start if retime is None else Fraction(0)
        return Span(trim.start + moved, length, trim.rate)
    if retime.kind is RetimeKind.RAMP:
        return None
    speed = abs(retime.speed)
    before = start if retime.speed > 0 else record_duration(trim, retime) - start - length
    duration = length * speed if retime.convention is Convention.SOURCE else length
    return Span(trim.start + before * speed, duration, trim.rate)
