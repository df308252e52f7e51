"""Put plates into an FCPXML document."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

from editor.timeline.editing import Edit, PlaceAbove, Plate, Refusals, Replace
from editor.timeline.errors import EditError
from editor.timeline.fcpxml.clips import Shown, is_sound, read_shown
from editor.timeline.fcpxml.connecting import (
    composite,
    connected_copy,
    last_of_content,
    last_of_head,
    narrowed,
)
from editor.timeline.fcpxml.plate_assets import PlateAssets
from editor.timeline.fcpxml.resources import Asset, Resources
from editor.timeline.fcpxml.sections import Section, Sections
from editor.timeline.fcpxml.story import Story, StoryItem
from editor.timeline.fcpxml.times import written
from editor.timeline.model import Locator
from editor.timeline.plate_fit import is_picture, require_held, require_rate
from editor.timeline.xml_text.document import Element, XmlDocument
from editor.timeline.xml_text.edits import XmlEdits
from editor.timeline.xml_text.style import Markup, indentation_of, reindented


@dataclass(frozen=True, slots=True)
class _Place:
    """An item with what it is part of."""

    section: Section
    story: Story
    item: StoryItem

    @property
    def name(self) -> str:
        return self.item.element.attributes.get("name", "")


@dataclass(slots=True)
class _Change:
    """What becomes of an element's own tags and content."""

    attributes: dict[str, str | None] = field(default_factory=dict)
    tag: str | None = None
    content: list[Markup | str] = field(default_factory=list)
    connected: list[Markup | str] = field(default_factory=list)


class FcpxmlPatcher:
    """Makes edits in one document.

    Parameters
    ----------
    document : XmlDocument
        The original.
    path : Path
        Where the edited document will lie.
    """

    def __init__(self, document: XmlDocument, path: Path) -> None:
        self._document = document
        self._resources = Resources(document)
        self._edits = XmlEdits(document)
        self._assets = PlateAssets(document, self._edits, path)
        self._changes: dict[int, _Change] = defaultdict(_Change)
        self._lanes: dict[tuple[int, str], int] = {}
        self._placed: dict[tuple[int, int], list[tuple[Fraction, Fraction, PlaceAbove]]] = defaultdict(list)
        self._refusals = Refusals()
        self._places = {
            item.element.row: _Place(section, story, item)
            for section in Sections(document, self._resources)
            for story in section.stories
            for item in story.items
        }

    def patch(self, edits: Sequence[Edit]) -> bytes:
        """Make edits.

        Raises
        ------
        RefusedEditsError
            If the document cannot take some of them.
        """
        for edit in edits:
            with self._refusals.of(edit):
                self._make(edit)
        self._check_places()
        self._refusals.check()
        for row, change in self._changes.items():
            element = self._document.at(row)
            head, content = last_of_head(element), last_of_content(element)
            insertions = [(head, node) for node in change.content]
            insertions += [(content, node) for node in change.connected]
            self._edits.rewrite(element, insertions, change.attributes, change.tag)
        return self._edits.result()

    def _make(self, edit: Edit) -> None:
        place = self._find(edit.clip)
        if isinstance(edit, Replace):
            self._replace(place, edit.plate)
        elif isinstance(edit, PlaceAbove):
            self._put_above(place, edit)
        else:
            raise _refusal(place, "FCPXML has one media reference for a clip")

    def _find(self, locator: Locator) -> _Place:
        row = locator[0] if len(locator) == 1 else None
        place = self._places.get(row) if isinstance(row, int) else None
        if place is None:
            remedy = "read the document again and choose a clip of it"
            raise EditError(str(locator), "it is no clip of this document", remedy=remedy)
        return place

    def _shown(self, place: _Place, plate: Plate, start_s: Fraction, end_s: Fraction) -> tuple[Shown, Asset]:
        """Find the media that a clip shows, and make sure that the plate can stand for it."""
        item, rate = place.item, place.section.rate
        if item.element.tag not in ("asset-clip", "clip", "video") or is_sound(
            item.element, self._resources, rate
        ):
            raise _refusal(place, "it shows no media file")
        shown = read_shown(item, self._resources, rate)
        source = shown.source(item.at(start_s), item.at(end_s))
        asset = shown.asset
        if asset is None or source is None or asset.reference.target is None:
            raise _refusal(place, "it shows no media file")
        if plate.numbering is not None:
            raise EditError(
                place.name, "Final Cut Pro plays no picture sequences", remedy="deliver the plate as a movie"
            )
        if asset.is_still:
            if not is_picture(plate.path.name):
                raise EditError(
                    place.name,
                    "it is a still, and the plate a movie",
                    remedy="deliver the plate as a picture",
                )
            return shown, asset
        require_rate(place.name, asset.rate, plate)
        require_held(place.name, source, asset.reference.available, plate)
        return shown, asset

    def _replace(self, place: _Place, plate: Plate) -> None:
        item = place.item
        shown, asset = self._shown(place, plate, item.start_s - item.head_s, item.end_s + item.tail_s)
        ref = self._assets.ref(plate, asset)
        change = self._changes[item.element.row]
        if shown.component != item.element:
            times = {} if asset.is_still else narrowed(shown.component, asset, plate)
            self._changes[shown.component.row].attributes.update(ref=ref, **times)
        elif asset.has_audio and item.element.tag == "asset-clip" and _is_heard(item.element):
            change.tag = "clip"
            change.attributes.update(ref=None, audioRole=None, videoRole=None, srcEnable=None)
            change.content.append(composite(item.element, ref, asset, plate))
        else:
            change.attributes["ref"] = ref

    def _put_above(self, place: _Place, edit: PlaceAbove) -> None:
        item, rate = place.item, place.section.rate
        if place.section.element.tag == "multicam":
            raise EditError(
                place.name,
                "nothing can be connected to an angle of a multicam",
                remedy="replace its media instead",
            )
        start_s = item.start_s + edit.offset / rate
        duration_s = edit.record.duration / rate
        shown, asset = self._shown(place, edit.plate, start_s, start_s + duration_s)
        host, lane = _host(place, start_s), self._lane(place, edit.track)
        self._placed[place.section.element.row, lane].append((start_s, start_s + duration_s, edit))
        attributes = item.element.attributes
        changes: dict[str, str | None] = {
            "lane": str(lane),
            "offset": written(host.at(start_s), attributes.get("offset")),
            "name": edit.plate.name,
            "start": written(item.at(start_s), attributes.get("start")),
            "duration": written(duration_s, attributes.get("duration")),
        }
        ref = self._assets.ref(edit.plate, asset)
        source = connected_copy(item, shown, edit.plate, ref, changes, self._edits.style)
        old, new = indentation_of(item.element) or "", self._edits.inner_indentation(host.element) or ""
        self._changes[host.element.row].connected.append(reindented(source, old, new))

    def _lane(self, place: _Place, track: str) -> int:
        """Return the lane for all plates of a new track: above all others of the sequence."""
        row = place.section.element.row
        if (row, track) not in self._lanes:
            above = [item.lane for item in place.story.items]
            above += [lane for (other, _), lane in self._lanes.items() if other == row]
            self._lanes[row, track] = max(*above, 0) + 1
        return self._lanes[row, track]

    def _check_places(self) -> None:
        for placed in self._placed.values():
            placed.sort(key=lambda span: span[:2])
            for (_, taken_until_s, _), (start_s, _, edit) in pairwise(placed):
                with self._refusals.of(edit):
                    if start_s < taken_until_s:
                        raise _refusal(self._find(edit.clip), "its place on the new track is taken")


def _host(place: _Place, start_s: Fraction) -> StoryItem:
    """Find what to connect to: the item of the primary story line that lies where the plate begins."""
    primary = place.item.host or place.item
    if primary.start_s <= start_s < primary.end_s:
        return primary
    beneath = (item for item in place.story.items if not item.lane and item.start_s <= start_s < item.end_s)
    return next(beneath, primary)


def _is_heard(clip: Element) -> bool:
    return clip.attributes.get("srcEnable", "all") == "all"


def _refusal(place: _Place, cause: str) -> EditError:
    return EditError(place.name, cause, remedy="choose a clip with media, or replace that inside")
