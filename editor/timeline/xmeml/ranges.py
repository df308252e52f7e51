"""Find the clips that edits are meant for."""

from __future__ import annotations

from editor.timeline.errors import EditError
from editor.timeline.model import Locator
from editor.timeline.xmeml.clips import ClipRange, read_range
from editor.timeline.xmeml.files import MediaFiles
from editor.timeline.xmeml.positions import Placement, lay_out
from editor.timeline.xmeml.values import rate_of
from editor.timeline.xml_text.document import Element, XmlDocument


class ClipRanges:
    """Clips of a document by their locators.

    Parameters
    ----------
    document : XmlDocument
        An xmeml document.
    """

    def __init__(self, document: XmlDocument) -> None:
        self._document = document
        self._files = MediaFiles(document)
        self._placements: dict[int, dict[int, Placement]] = {}

    def find(self, locator: Locator) -> ClipRange:
        """Read the range of a clip on a video track.

        Raises
        ------
        EditError
            If there is no such clip.
        """
        row = locator[0] if len(locator) == 1 else None
        if not isinstance(row, int) or not 0 <= row < len(self._document.table.tags):
            raise _missing(str(locator), "is not in this document")
        clip = self._document.at(row)
        name = clip.text_of("name") or clip.tag
        track, sequence = clip.parent, _around(clip, "sequence")
        rate = rate_of(sequence)
        if track is None or rate is None or track.parent is None or track.parent.tag != "video":
            raise _missing(name, "lies on no video track")
        if track.row not in self._placements:
            placements = lay_out(track, rate).placements
            self._placements[track.row] = {placement.element.row: placement for placement in placements}
        placement = self._placements[track.row].get(row)
        if placement is None:
            raise _missing(name, "does not say where it lies")
        return read_range(placement, rate, self._files)

    def top_track(self, clip_range: ClipRange) -> Element:
        """Find the uppermost video track of a clip's sequence."""
        video = _around(clip_range.placement.element, "video")
        assert video is not None, "the clip was found on a video track"
        *_, top = video.children("track")
        return top


def _around(element: Element, tag: str) -> Element | None:
    return next((around for around in element.ancestors() if around.tag == tag), None)


def _missing(name: str, cause: str) -> EditError:
    return EditError(name, f"it {cause}", remedy="read the document again and choose a clip of it")
