"""What was seen becomes problems: sentences about pictures, each of a kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from editor.datasets.checking.hashes import near_pairs
from editor.datasets.checking.looking import Looked, Sight

_SMALLEST_PX = 64
_BLACK_MEAN, _BLACK_BRIGHT = 20.0, 40.0
_STILL_LEVELS = 0.05
_FROZEN_FRAMES = 12
_FULL_SHARE = 0.95
_SAMPLES = 24


class Kind(StrEnum):
    """Kinds of problems, the worst first."""

    DAMAGED = "damaged"
    UNMASKED = "mask missing"
    SUPERFLUOUS = "mask superfluous"
    MASK_SIZE = "mask of another size"
    MASK_SHARE = "mask empty or full"
    SIZE = "odd size"
    RATE = "odd rate"
    DUPLICATE = "duplicate"
    ALIKE = "nearly a duplicate"
    BLACK = "black"
    FROZEN = "frozen"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that should be looked at.

    Attributes
    ----------
    kind : Kind
        Of which kind.
    collection : str
        Where.
    sentence : str
        What, without the final stop.
    shown : tuple of (int, int)
        Pictures to show with it: number of the collection, and index in it.
    """

    kind: Kind
    collection: str
    sentence: str
    shown: tuple[tuple[int, int], ...] = ()


def judge(looked: Sequence[Looked]) -> list[Problem]:
    """List all problems, the worst kinds first."""
    found: list[Problem] = []
    for number, one in enumerate(looked):
        found += _damages(one)
        found += _masks(number, one)
        found += _sizes(number, one)
        found += _dark(number, one)
        found += _frozen(number, one)
    found += _rates(looked)
    found += _duplicates(looked)
    order = list(Kind)
    return sorted(found, key=lambda problem: order.index(problem.kind))


def _damages(one: Looked) -> Iterator[Problem]:
    for damage in one.damages:
        sentence = f"{damage.place}: {damage.cause}" if damage.place else damage.cause
        yield Problem(Kind.DAMAGED, one.collection.name, sentence)
    if one.collection.is_movie and not one.sights and not one.damages:
        yield Problem(Kind.DAMAGED, one.collection.name, "it has no frames")


def _masks(number: int, one: Looked) -> Iterator[Problem]:
    name = one.collection.name
    if one.unmasked:
        yield Problem(Kind.UNMASKED, name, f"{_listed(one.unmasked)} without a mask")
    if one.superfluous:
        yield Problem(Kind.SUPERFLUOUS, name, f"{_listed(one.superfluous)} without a picture")
    sizes = {sight.index: (sight.width, sight.height) for sight in one.sights}
    for mask in one.masks:
        at = ((number, mask.index),)
        if sizes[mask.index] != (mask.width, mask.height):
            wanted = "x".join(map(str, sizes[mask.index]))
            sentence = f"{mask.place} is {mask.width}x{mask.height}, its picture {wanted}"
            yield Problem(Kind.MASK_SIZE, name, sentence, at)
    for what, wrong in (
        ("empty", [mask for mask in one.masks if not mask.share]),
        ("all of their picture", [mask for mask in one.masks if mask.share > _FULL_SHARE]),
    ):
        if wrong:
            shown = tuple((number, mask.index) for mask in wrong[:4])
            sentence = f"{_listed([mask.place for mask in wrong])} {what}"
            yield Problem(Kind.MASK_SHARE, name, sentence, shown)


def _sizes(number: int, one: Looked) -> Iterator[Problem]:
    counts = Counter((sight.width, sight.height) for sight in one.sights)
    usual = counts.most_common(1)[0][0] if counts else (0, 0)
    small = [sight for sight in one.sights if min(sight.width, sight.height) < _SMALLEST_PX]
    if small:
        sentence = f"{_listed([it.place for it in small])} smaller than {_SMALLEST_PX} pixels"
        yield Problem(Kind.SIZE, one.collection.name, sentence, _shown(number, small))
    # Photographs may be of any size; frames of a clip may not.
    odd = [sight for sight in one.sights if (sight.width, sight.height) != usual]
    if one.collection.is_clip and odd:
        places = _listed([f"{it.place} ({it.width}x{it.height})" for it in odd])
        sentence = f"{places} of another size than {usual[0]}x{usual[1]}"
        yield Problem(Kind.SIZE, one.collection.name, sentence, _shown(number, odd))


def _rates(looked: Sequence[Looked]) -> Iterator[Problem]:
    clips = [one for one in looked if one.collection.is_clip and one.sights]
    known = Counter(one.rate for one in clips if one.rate is not None)
    usual = known.most_common(1)[0][0] if known else None
    for one in clips:
        if one.is_variable_rate:
            yield Problem(Kind.RATE, one.collection.name, "the times between its frames differ")
        if one.rate is not None and usual is not None and one.rate != usual:
            sentence = f"{float(one.rate):.5g} frames a second, most clips have {float(usual):.5g}"
            yield Problem(Kind.RATE, one.collection.name, sentence)


def _dark(number: int, one: Looked) -> Iterator[Problem]:
    for is_dark, run in groupby(one.sights, key=_is_black):
        sights = list(run)
        if is_dark:
            yield Problem(Kind.BLACK, one.collection.name, _stretch(sights), _shown(number, sights[:1]))


def _frozen(number: int, one: Looked) -> Iterator[Problem]:
    if not one.collection.is_clip:
        return
    for is_still, run in groupby(one.sights, key=lambda sight: sight.change < _STILL_LEVELS):
        sights = list(run)
        if is_still and len(sights) + 1 >= _FROZEN_FRAMES:
            sentence = f"{_stretch(sights)} as the frame before them"
            yield Problem(Kind.FROZEN, one.collection.name, sentence, _shown(number, sights[:1]))


def _is_black(sight: Sight) -> bool:
    return sight.mean < _BLACK_MEAN and sight.bright < _BLACK_BRIGHT


def _duplicates(looked: Sequence[Looked]) -> Iterator[Problem]:
    """Compare photographs with all others; of a clip a few frames, and not with each other."""
    seen = [(number, sight) for number, one in enumerate(looked) for sight in _sampled(one)]
    known: dict[str, tuple[int, Sight]] = {}
    told: set[tuple[object, object]] = set()
    for number, sight in seen:
        if not sight.digest:
            continue
        first = known.setdefault(sight.digest, (number, sight))
        ends = _ends(looked, first, (number, sight))
        if ends[0] != ends[1] and ends not in told:
            told.add(ends)
            yield _pair(Kind.DUPLICATE, "the same file as", looked, (number, sight), first)
    structured = [one for one in seen if one[1].code is not None]
    for earlier, later, bits in near_pairs([one[1].code or 0 for one in structured]):
        a, b = structured[earlier], structured[later]
        ends = _ends(looked, a, b)
        if ends[0] != ends[1] and ends not in told:
            told.add(ends)
            yield _pair(Kind.ALIKE, f"{bits} of 64 bits from", looked, b, a)


def _ends(looked: Sequence[Looked], a: tuple[int, Sight], b: tuple[int, Sight]) -> tuple[object, object]:
    """Name both ends of a pair: a clip is one thing, however many of its frames are alike."""

    def end(one: tuple[int, Sight]) -> object:
        return one[0] if looked[one[0]].collection.is_clip else (one[0], one[1].index)

    return end(a), end(b)


def _pair(
    kind: Kind, how: str, looked: Sequence[Looked], a: tuple[int, Sight], b: tuple[int, Sight]
) -> Problem:
    other = looked[b[0]].collection.name
    sentence = f"{a[1].place} is {how} {other} {b[1].place}"
    return Problem(kind, looked[a[0]].collection.name, sentence, ((a[0], a[1].index), (b[0], b[1].index)))


def _sampled(one: Looked) -> list[Sight]:
    if not one.collection.is_clip:
        return one.sights
    return one.sights[:: max(1, -(-len(one.sights) // _SAMPLES))]


def _stretch(sights: Sequence[Sight]) -> str:
    places = sights[0].place if len(sights) == 1 else f"{sights[0].place} to {sights[-1].place}"
    return f"{places} ({len(sights)})"


def _shown(number: int, sights: Sequence[Sight]) -> tuple[tuple[int, int], ...]:
    return tuple((number, sight.index) for sight in sights[:4])


def _listed(places: Sequence[str]) -> str:
    rest = len(places) - 3
    return ", ".join(places[:3]) + (f" and {rest} more" if rest > 0 else "")
