"""Put plates into an xmeml document."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from editor.timeline.editing import Edit, PlaceAbove, Plate, Refusals, Replace
from editor.timeline.errors import EditError
from editor.timeline.xmeml.clips import ClipRange
from editor.timeline.xmeml.files import has_content
from editor.timeline.xmeml.ids import FreshIds
from editor.timeline.xmeml.placing import PlacedClip, add_track, file_indentation
from editor.timeline.xmeml.plate_files import PlateFiles
from editor.timeline.xmeml.positions import CLIPS
from editor.timeline.xmeml.ranges import ClipRanges
from editor.timeline.xmeml.retargeting import check_plate, retarget
from editor.timeline.xml_text.document import Element, XmlDocument
from editor.timeline.xml_text.edits import XmlEdits
from editor.timeline.xml_text.style import indentation_of, reindented


class XmemlPatcher:
    """Makes edits in one document.

    Parameters
    ----------
    document : XmlDocument
        The original.
    path : Path
        Where the edited document will lie.
    """

    def __init__(self, document: XmlDocument, path: Path) -> None:
        root = document.root
        self._ranges = ClipRanges(document)
        self._edits = XmlEdits(document)
        taken = {attributes["id"] for attributes in document.table.attributes if "id" in attributes}
        file_ids = FreshIds(_ids(root, "file"), taken)
        self._plates = PlateFiles(document, self._edits.style, path, file_ids)
        self._clip_ids = FreshIds(_ids(root, *CLIPS), taken)
        masters = {item.text for item in root.descendants("masterclipid")}
        self._master_ids = FreshIds(masters, masters.copy())
        self._masters: dict[Plate, str] = {}
        self._files = list(root.descendants("file"))
        self._replaced: set[int] = set()
        self._refusals = Refusals()

    def patch(self, edits: Sequence[Edit]) -> bytes:
        """Make edits in the order of the document: the file of a plate is defined where it comes first.

        Raises
        ------
        RefusedEditsError
            If the document cannot take some of them.
        """
        jobs: list[tuple[int, Callable[[], None]]] = []
        tracks: dict[tuple[int, str], list[tuple[PlaceAbove, ClipRange]]] = defaultdict(list)
        for edit in edits:
            with self._refusals.of(edit):
                clip_range = self._ranges.find(edit.clip)
                if isinstance(edit, Replace):
                    start = clip_range.placement.element.start
                    jobs.append((start, partial(self._replace, edit, clip_range)))
                elif isinstance(edit, PlaceAbove):
                    top = self._ranges.top_track(clip_range)
                    tracks[top.row, edit.track].append((edit, clip_range))
                else:
                    raise _refusal(clip_range, "xmeml has one media reference for a clip")
        for (row, name), placed in tracks.items():
            top = self._edits.document.at(row)
            jobs.append((top.end, partial(self._place, top, name, placed)))
        for _, job in sorted(jobs, key=lambda job: job[0]):
            job()
        self._refusals.check()
        self._keep_definitions()
        return self._edits.result()

    def _replace(self, edit: Replace, clip_range: ClipRange) -> None:
        placement, clip = clip_range.placement, clip_range.placement.element
        with self._refusals.of(edit):
            check_plate(clip_range, edit.plate, placement.start, placement.end)
            for file in clip.children("file"):
                source = self._file_source(edit.plate, clip_range, indentation_of(file) or "")
                self._edits.replace(file.start, file.end, source)
                self._replaced.add(file.row)
            for master in clip.children("masterclipid"):
                self._edits.set_text(master, self._master(edit.plate))
            retarget(self._edits, clip_range, edit.plate, (clip_range.first, clip_range.last))

    def _place(self, top: Element, name: str, placed: list[tuple[PlaceAbove, ClipRange]]) -> None:
        placed.sort(key=lambda item: item[0].record.start)
        indentation = file_indentation(top, self._edits.style)
        clips: list[PlacedClip] = []
        for edit, clip_range in placed:
            start = clip_range.placement.cut_in + edit.offset
            with self._refusals.of(edit):
                check_plate(clip_range, edit.plate, start, start + edit.record.duration)
                if clips and clips[-1].edit.record.end > edit.record.start:
                    raise _refusal(clip_range, f"its place on the track {name!r} is taken")
                file = self._file_source(edit.plate, clip_range, indentation)
                clip_id = self._clip_ids.next(edit.plate.name)
                clips.append(PlacedClip(edit, clip_range, file, clip_id, self._master(edit.plate)))
        add_track(self._edits, top, clips, name)

    def _file_source(self, plate: Plate, clip_range: ClipRange, indentation: str) -> str:
        assert clip_range.file is not None, "check_plate refuses clips without media"
        return self._plates.source(plate, clip_range.file, indentation)

    def _master(self, plate: Plate) -> str:
        """Return the id of a plate's master clip; with the old one, Premiere would show the old media."""
        if plate not in self._masters:
            self._masters[plate] = self._master_ids.next(plate.name)
        return self._masters[plate]

    def _keep_definitions(self) -> None:
        """Define the files of clips that were replaced where they are used next, or else first."""
        uses: dict[str, list[Element]] = defaultdict(list)
        for file in self._files if self._replaced else ():
            uses[file.attributes.get("id", "")].append(file)
        for files in uses.values():
            lost = next((file for file in files if file.row in self._replaced and has_content(file)), None)
            left = [file for file in files if file.row not in self._replaced]
            if lost is None or not left or any(has_content(file) for file in left):
                continue
            heir = next((file for file in left if file.row > lost.row), left[0])
            old, new = indentation_of(lost) or "", indentation_of(heir) or ""
            self._edits.replace(heir.start, heir.end, reindented(lost.source.decode(), old, new))


def _refusal(clip_range: ClipRange, cause: str) -> EditError:
    name = clip_range.placement.element.text_of("name") or ""
    return EditError(name, cause, remedy="replace the clip's media or place the plate on a track above")


def _ids(root: Element, *tags: str) -> Iterator[str]:
    return (element.attributes.get("id", "") for element in root.descendants(*tags))
