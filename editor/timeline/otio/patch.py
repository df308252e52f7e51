"""Clean plates put into the text of an OTIO document."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from editor.timeline.editing import AddReference, Edit, PlaceAbove, Plate, Refusals, Replace, ShowReference
from editor.timeline.errors import EditError
from editor.timeline.model import Locator
from editor.timeline.otio.changing import Changing
from editor.timeline.otio.clips import Clips
from editor.timeline.otio.json_text import Change, JsonText, Place, Value
from editor.timeline.otio.layout import indent_at, layout_of
from editor.timeline.otio.nodes import Nodes
from editor.timeline.otio.placing import Placing
from editor.timeline.otio.references import reference_nodes, schema_of
from editor.timeline.otio.retimes import consumed, retime_of
from editor.timeline.otio.times import as_object, as_text, time_range
from editor.timeline.plate_fit import require_held

_MOVIE, _PICTURES = "ExternalReference", "ImageSequenceReference"
_ACTIVE = "active_media_reference_key"


class OtioPatch:
    """Works out which pieces of a document's text change.

    Parameters
    ----------
    document : JsonText
        The document.
    path : Path
        Where the edited one will lie.
    """

    def __init__(self, document: JsonText, path: Path) -> None:
        self._document = document
        self._clips = Clips(document)
        self._layout = layout_of(document, document.root)
        self._changing = Changing(document, self._layout)
        self._nodes = Nodes(self._layout, path)
        self._refusals = Refusals()

    def changes(self, edits: Sequence[Edit]) -> Iterator[Change]:
        """List all changes of text.

        Raises
        ------
        RefusedEditsError
            If the document cannot take some of the edits.
        """
        self._refuse_twice(edits)
        placed: dict[tuple[Locator, str], list[PlaceAbove]] = defaultdict(list)
        for edit in edits:
            with self._refusals.of(edit):
                if isinstance(edit, PlaceAbove):
                    placed[self._clips.stack(edit.clip), edit.track].append(edit)
                else:
                    yield from self._change(edit)
        placing = Placing(self._document, self._clips, self._layout, self._nodes, self._refusals)
        for (stack, track), group in placed.items():
            yield placing.track_above(stack, track, group)
        self._refusals.check()

    def _change(self, edit: Replace | AddReference | ShowReference) -> Iterator[Change]:
        if isinstance(edit, Replace):
            return self._replace(edit)
        if isinstance(edit, AddReference):
            return self._add_reference(edit)
        return self._show_reference(edit)

    def _replace(self, edit: Replace) -> Iterator[Change]:
        _, node, locator = self._clips.shown(edit.clip)
        self._require_held(edit.clip, node, edit.plate)
        yield from self._kept_range(edit.clip, node)
        place = self._document.place(locator)
        if schema_of(node) == (_MOVIE if edit.plate.numbering is None else _PICTURES):
            times = node.get("available_range") or self._times(edit.clip)
            yield from self._changing.members(place, node, self._new_members(edit.plate, node, times))
        else:
            yield self._changing.instead(place, self._reference(edit.clip, edit.plate, node))

    def _require_held(self, clip: Locator, node: dict[str, Value], plate: Plate) -> None:
        available = time_range(node.get("available_range"))
        trim = time_range(self._times(clip)) or available
        if trim is not None:
            shown = consumed(trim, retime_of(self._clips.clip(clip), self._clips.convention))
            require_held(self._clips.name(clip), shown, available, plate)

    def _kept_range(self, clip: Locator, node: dict[str, Value]) -> Iterator[Change]:
        """Write down the range of a clip that shows all of its media, which a plate with handles is not."""
        if self._times(clip) is None and node.get("available_range") is not None:
            whole = {"source_range": node["available_range"]}
            yield from self._changing.members(self._document.place(clip), self._clips.clip(clip), whole)

    def _new_members(self, plate: Plate, node: dict[str, Value], times: Value) -> dict[str, Value]:
        """Name only what a plate changes in a reference of its own kind."""
        members = {
            **self._nodes.target(plate, self._clips.neighbour(node)),
            "available_range": self._nodes.range(plate.available, times),
        }
        if as_text(node.get("name")):
            members["name"] = plate.name
        if plate.numbering is not None:
            members["frame_step"] = plate.numbering.step
        return members

    def _add_reference(self, edit: AddReference) -> Iterator[Change]:
        clip = self._clips.clip(edit.clip)
        key, node, _ = self._clips.shown(edit.clip)
        if any(edit.key == known for known, _, _ in reference_nodes(clip, ())):
            raise EditError(
                self._clips.name(edit.clip),
                f"already has a media reference {edit.key}",
                remedy="take another version",
            )
        self._require_held(edit.clip, node, edit.plate)
        reference = self._reference(edit.clip, edit.plate, node)
        yield from self._kept_range(edit.clip, node)
        place = self._document.place(edit.clip)
        if isinstance(clip.get("media_references"), dict):
            yield self._changing.appended(
                self._document.children(place)["media_references"], {edit.key: reference}
            )
            yield from self._changing.members(place, clip, {_ACTIVE: edit.key})
        else:
            yield from self._changing.members(place, clip, {"OTIO_SCHEMA": "Clip.2"})
            yield self._several_references(place, key, edit.key, reference)

    def _several_references(self, clip: Place, old: str, new: str, reference: dict[str, Value]) -> Change:
        """Turn the one reference that a clip can hold (Clip.1) into several (Clip.2)."""
        layout, members = self._layout, self._document.children(clip)
        single = members["media_reference"]
        indent = indent_at(self._document.text, single.outset)
        kept = layout.moved(self._document.of(single), indent, indent + layout.unit)
        parts = [
            f"{layout.string(old)}{layout.colon}{kept}",
            f"{layout.string(new)}{layout.colon}{layout.text(reference, indent + layout.unit)}",
        ]
        many = f'"media_references"{layout.colon}{layout.block("{", parts, "}", indent)}'
        active = f'"{_ACTIVE}"{layout.colon}{layout.string(new)}'
        return Change(single.outset, single.end, f"{many}{layout.between(indent)}{active}")

    def _show_reference(self, edit: ShowReference) -> Iterator[Change]:
        clip = self._clips.clip(edit.clip)
        if edit.key not in as_object(clip.get("media_references")):
            raise EditError(
                self._clips.name(edit.clip),
                f"has no media reference {edit.key}",
                remedy="choose one that it has",
            )
        yield from self._changing.members(self._document.place(edit.clip), clip, {_ACTIVE: edit.key})

    def _reference(self, clip: Locator, plate: Plate, node: dict[str, Value]) -> dict[str, Value]:
        return self._nodes.reference(plate, node, self._clips.neighbour(node), self._times(clip))

    def _times(self, clip: Locator) -> Value:
        return self._clips.clip(clip).get("source_range")

    def _refuse_twice(self, edits: Sequence[Edit]) -> None:
        seen = set()
        for edit in edits:
            if not isinstance(edit, PlaceAbove):
                with self._refusals.of(edit):
                    if edit.clip in seen:
                        raise EditError(
                            self._clips.name(edit.clip),
                            "is edited twice",
                            remedy="make one edit of each clip",
                        )
                seen.add(edit.clip)
