"""The `resources` of a document: formats, assets, and the sequences that clips refer to."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from editor.timeline.fcpxml.times import frames_in, time_of
from editor.timeline.model import MediaKind, MediaReference, Span
from editor.timeline.xml_text.document import Element, XmlDocument

_FASTEST_FPS = 100_000
_REEL = "com.apple.proapps.studio.reel"


@dataclass(frozen=True, slots=True)
class Asset:
    """A media file.

    Attributes
    ----------
    element : Element
        The `asset`.
    rate : Fraction
        Frames per second.
    start_s, duration_s : Fraction
        First frame on the media's own clock, and length, in seconds.
    has_video, has_audio, is_still : bool
        What it holds; a still is one picture that lasts as long as one likes.
    reference : MediaReference
        The same for the model.
    """

    element: Element
    rate: Fraction
    start_s: Fraction
    duration_s: Fraction
    has_video: bool
    has_audio: bool
    is_still: bool
    reference: MediaReference


class Resources:
    """What the clips of a document refer to by id.

    Parameters
    ----------
    document : XmlDocument
        Its root is `fcpxml`.
    """

    def __init__(self, document: XmlDocument) -> None:
        self.by_id: dict[str, Element] = {}
        self._assets: dict[tuple[int, Fraction], Asset] = {}
        self._rates: dict[str, Fraction | None] = {}
        for resources in document.root.children("resources"):
            for element in resources:
                self.by_id.setdefault(element.attributes.get("id", ""), element)

    def rate(self, owner: Element) -> Fraction | None:
        """Read the frame rate of an element's `format`; None if it has none."""
        name = owner.attributes.get("format", "")
        if name not in self._rates:
            self._rates[name] = self._rate(name)
        return self._rates[name]

    def _rate(self, name: str) -> Fraction | None:
        form = self.by_id.get(name)
        duration_s = None if form is None else time_of(form, "frameDuration")
        if duration_s is None or duration_s <= 0 or not 1 <= 1 / duration_s <= _FASTEST_FPS:
            return None
        return 1 / duration_s

    def size(self, owner: Element) -> tuple[int, int] | None:
        """Read the raster of an element's `format`."""
        form = self.by_id.get(owner.attributes.get("format", ""))
        sides = [] if form is None else [form.attributes.get(side, "") for side in ("width", "height")]
        is_known = len(sides) == 2 and all(
            side.isascii() and side.isdigit() and len(side) < 7 for side in sides
        )
        return (int(sides[0]), int(sides[1])) if is_known else None

    def asset(self, element: Element, default_rate: Fraction) -> Asset | None:
        """Read the asset that a clip refers to; None if it is something else, or not there.

        Parameters
        ----------
        element : Element
            Has a `ref`.
        default_rate : Fraction
            For assets that have none of their own: stills and sound.
        """
        asset = self.by_id.get(element.attributes.get("ref", ""))
        if asset is None or asset.tag != "asset":
            return None
        key = (asset.row, default_rate)
        described = self._assets.get(key)
        if described is None:
            described = self._assets[key] = self._describe(asset, default_rate)
        return described

    def nested(self, element: Element) -> Element | None:
        """Find the `sequence` or `multicam` that a clip refers to."""
        media = self.by_id.get(element.attributes.get("ref", ""))
        if media is None or media.tag != "media":
            return None
        return next(media.children("sequence", "multicam"), None)

    def _describe(self, element: Element, default_rate: Fraction) -> Asset:
        own_rate = self.rate(element)
        rate = own_rate or default_rate
        start_s = time_of(element, "start") or Fraction(0)
        duration_s = time_of(element, "duration") or Fraction(0)
        has_video = element.attributes.get("hasVideo") == "1"
        is_still = has_video and (duration_s == 0 or own_rate is None)
        target = source_of(element)
        frames = Fraction(1) if is_still else frames_in(duration_s, rate, up=True)
        reference = MediaReference(
            locator=(element.row,),
            kind=MediaKind.FILE if target else MediaKind.MISSING,
            name=element.attributes.get("name", ""),
            target=target,
            available=Span(frames_in(start_s, rate), frames, rate) if frames > 0 else None,
            reel=reel_of(element),
            size=self.size(element),
        )
        has_audio = element.attributes.get("hasAudio") == "1"
        return Asset(element, rate, start_s, duration_s, has_video, has_audio, is_still, reference)


def representation(asset: Element) -> Element | None:
    """Find the `media-rep` of the original media, which versions before 1.9 do not have."""
    found = list(asset.children("media-rep"))
    originals = [rep for rep in found if rep.attributes.get("kind", "original-media") == "original-media"]
    return next(iter((*originals, *found)), None)


def source_of(asset: Element) -> str | None:
    """Read where the media lies."""
    rep = representation(asset)
    return (rep or asset).attributes.get("src") or None


def reel_of(element: Element) -> str | None:
    """Read the reel from the metadata of an asset or a clip."""
    metadata = element.child("metadata")
    for entry in () if metadata is None else metadata.children("md"):
        if entry.attributes.get("key") == _REEL:
            return entry.attributes.get("value") or None
    return None
