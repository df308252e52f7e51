"""Which pixel format of a codec holds a source best, and what is lost in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from editor.media.codecs import CodecSpec
from editor.media.formats import pixel_format
from editor.media.matrix import BT709, SAME_MATRIX, UNSPECIFIED, same_matrix, settled
from editor.media.picture import ClipInfo, ColourTags, PixelFormat

_ALL_CHROMA = 16
_TINY_PX = 64
_RGB_MATRIX = 0
_SAME_TRANSFER = MappingProxyType({6: 1, 14: 1, 15: 1})
_CHROMA = {
    (0, 0): "4:4:4",
    (1, 0): "4:2:2",
    (1, 1): "4:2:0",
    (0, 1): "4:4:0",
    (2, 0): "4:1:1",
    (2, 2): "4:1:0",
}


@dataclass(frozen=True, slots=True, order=True)
class Loss:
    """What a pixel format lacks, the worst first.

    Attributes
    ----------
    alpha : bool
        Its alpha.
    chroma : int
        How many times chroma is halved.
    bits : int
        How many bits a sample loses.
    """

    alpha: bool
    chroma: int
    bits: int


def closest_format(source: PixelFormat, spec: CodecSpec) -> PixelFormat:
    """Choose the pixel format of a codec that loses least, and of several the smallest."""
    if source.name in spec.formats:
        return source
    if spec.rgb_as is not None and not source.is_yuv:
        return pixel_format(spec.rgb_as)
    candidates = [pixel_format(name) for name in spec.formats]
    return min(candidates, key=lambda target: (loss(source, target), _excess(source, target)))


def loss(source: PixelFormat, target: PixelFormat) -> Loss:
    """Say what of a source a pixel format cannot hold."""
    return Loss(
        alpha=source.has_alpha and not target.has_alpha,
        chroma=0 if _is_grey(source) else _halvings(source, target),
        bits=max(0, source.bit_depth - target.bit_depth),
    )


def delivered_colour(source: ClipInfo, target: PixelFormat, spec: CodecSpec) -> ColourTags:
    """Say how the samples are tagged that a codec gets."""
    colour = source.colour
    if not target.is_yuv:
        return replace(colour, matrix=_RGB_MATRIX, full_range=True)
    if not source.format.is_yuv:
        colour = settled(replace(colour, matrix=UNSPECIFIED, full_range=False), source.height)
    if spec.studio_range_only and colour.full_range:
        colour = replace(colour, full_range=False)
    return replace(
        colour,
        primaries=_nameable(colour.primaries, spec.primaries, {}) or UNSPECIFIED,
        transfer=_nameable(colour.transfer, spec.transfers, _SAME_TRANSFER) or UNSPECIFIED,
        matrix=_delivered_matrix(colour, source.height, spec),
    )


def _delivered_matrix(colour: ColourTags, height: int, spec: CodecSpec) -> int:
    known = _nameable(settled(colour, height).matrix, spec.matrices, SAME_MATRIX)
    if known is None:
        return spec.matrices[0]
    return UNSPECIFIED if colour.matrix == UNSPECIFIED else known


def _nameable(code: int, names: tuple[int, ...], same: Mapping[int, int]) -> int | None:
    """Return a code point that a codec can name and that means the same; None where there is none."""
    if not names or code in names:
        return code
    return same[code] if same.get(code) in names else None


def fits_size(source: ClipInfo, spec: CodecSpec) -> bool:
    """Say whether a codec takes pictures of the source's width and height."""
    return not spec.even_size or has_whole_chroma(source, closest_format(source.format, spec))


def has_whole_chroma(source: ClipInfo, target: PixelFormat) -> bool:
    """Say whether width and height are whole numbers of chroma samples."""
    return not (source.width % (1 << target.chroma_shift_x) or source.height % (1 << target.chroma_shift_y))


def encoder_options(source: ClipInfo, target: PixelFormat, spec: CodecSpec) -> dict[str, str]:
    """Collect the options that an encoder is opened with."""
    is_large = min(source.width, source.height) >= _TINY_PX
    return dict(
        spec.options + (spec.large_even_options if is_large and has_whole_chroma(source, target) else ())
    )


def fitting_notices(
    source: ClipInfo, target: PixelFormat, colour: ColourTags, spec: CodecSpec
) -> Iterator[str]:
    """Say in sentences what a codec does to the samples."""
    lost = loss(source.format, target)
    if lost.alpha:
        yield f"{spec.label} has no alpha, so that it is left out."
    if lost.chroma:
        yield f"{spec.label} stores chroma as {_chroma(target)}; the source has {_chroma(source.format)}."
    if lost.bits:
        bits, had = target.bit_depth, source.format.bit_depth
        yield f"{spec.label} stores {bits} bits a sample; the source has {had}."
    if not source.format.is_yuv and target.is_yuv:
        yield f"RGB becomes YUV by the matrix of {'BT.709' if colour.matrix == BT709 else 'BT.601'}."
    elif not _is_grey(source.format) and not same_matrix(source.colour, colour, source.height):
        yield f"{spec.label} does not know the source's YUV matrix, so that it is converted to BT.709."
    if source.format.is_yuv and source.colour.full_range and not colour.full_range:
        yield f"{spec.label} knows studio range only, so that full range is converted to it."
    for name, had, has in (
        ("colour primaries", source.colour.primaries, colour.primaries),
        ("transfer", source.colour.transfer, colour.transfer),
    ):
        if has == UNSPECIFIED != had:
            yield f"{spec.label} cannot name the source's {name} ({had} in H.273); it is left unspecified."
    if target.bit_depth > 8 and spec.encoder == "libx264":
        yield "Not every player shows H.264 of more than 8 bits; --codec hevc is understood by more."


def _excess(source: PixelFormat, target: PixelFormat) -> tuple[bool, bool, int, int]:
    return (
        source.is_yuv != target.is_yuv,
        target.has_alpha and not source.has_alpha,
        target.bit_depth - source.bit_depth,
        -target.chroma_shift_x - target.chroma_shift_y,
    )


def _halvings(source: PixelFormat, target: PixelFormat) -> int:
    if _is_grey(target):
        return _ALL_CHROMA
    across = max(0, target.chroma_shift_x - source.chroma_shift_x)
    return across + max(0, target.chroma_shift_y - source.chroma_shift_y)


def _is_grey(pixels: PixelFormat) -> bool:
    return pixels.is_yuv and "U" not in pixels.plane_names


def _chroma(pixels: PixelFormat) -> str:
    return _CHROMA.get((pixels.chroma_shift_x, pixels.chroma_shift_y), "another ratio")
