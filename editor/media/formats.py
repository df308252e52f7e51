"""Pixel formats: what FFmpeg's names mean, and which planar one stands for a packed one."""

from __future__ import annotations

from functools import lru_cache

from av.video.format import VideoFormat, VideoFormatComponent

from editor.media.picture import PixelFormat

_PLANAR_OF: dict[str, tuple[str, ...]] = {
    "gbrp": (
        *("rgb24", "bgr24", "rgb0", "bgr0", "0rgb", "0bgr", "rgb8", "bgr8", "rgb4", "bgr4", "rgb4_byte"),
        *("bgr4_byte", "rgb444le", "rgb444be", "bgr444le", "bgr444be", "rgb555le", "rgb555be", "bgr555le"),
        *("bgr555be", "rgb565le", "rgb565be", "bgr565le", "bgr565be"),
    ),
    "gbrap": ("rgba", "bgra", "argb", "abgr", "pal8", "ya8"),
    "gbrp10le": ("x2rgb10le", "x2bgr10le"),
    "gbrp16le": ("rgb48le", "rgb48be", "bgr48le", "bgr48be"),
    "gbrap16le": ("rgba64le", "rgba64be", "bgra64le", "bgra64be", "ya16le", "ya16be"),
    "gray": ("monow", "monob"),
    "yuv420p": ("nv12", "nv21"),
    "yuv422p": ("nv16", "yuyv422", "uyvy422", "yvyu422"),
    "yuv444p": ("nv24", "nv42", "vuyx", "vyu444"),
    "yuva444p": ("vuya", "ayuv", "uyva"),
    "yuv420p10le": ("p010le", "p010be"),
    "yuv420p12le": ("p012le", "p012be"),
    "yuv420p16le": ("p016le", "p016be"),
    "yuv422p10le": ("p210le", "p210be", "nv20le", "nv20be", "y210le"),
    "yuv422p12le": ("p212le", "p212be", "y212le"),
    "yuv422p16le": ("p216le", "p216be", "y216le"),
    "yuv444p10le": ("p410le", "p410be", "v30xle", "xv30le", "yuv444p10msble"),
    "yuv444p12le": ("p412le", "p412be", "xv36le", "yuv444p12msble"),
    "yuv444p16le": ("p416le", "p416be", "xv48le"),
    "yuva444p16le": ("ayuv64le", "ayuv64be"),
}
_PLANAR_BY_PACKED = {packed: planar for planar, names in _PLANAR_OF.items() for packed in names}


class UnsupportedFormatError(ValueError):
    """A pixel format without a planar equivalent of the same samples.

    Attributes
    ----------
    name : str
        FFmpeg's name of it.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(f"pixel format {name} is not supported")


@lru_cache(maxsize=256)
def planar_name(name: str) -> str:
    """Return the planar, little-endian format that holds the same samples.

    Parameters
    ----------
    name : str
        FFmpeg's name of a pixel format, as a decoder gives it.

    Raises
    ------
    UnsupportedFormatError
        If there is none (Bayer, XYZ, hardware surfaces, half float).
    """
    if name.startswith("yuvj"):
        return "yuv" + name[4:]
    if name in _PLANAR_BY_PACKED:
        return _PLANAR_BY_PACKED[name]
    little = name[:-2] + "le" if name.endswith("be") else name
    if not _is_planar(VideoFormat(little)):
        raise UnsupportedFormatError(name)
    return little


@lru_cache(maxsize=256)
def pixel_format(name: str) -> PixelFormat:
    """Describe a planar format by FFmpeg's name.

    Raises
    ------
    UnsupportedFormatError
        If the name is not one that `planar_name` returns.
    """
    layout = VideoFormat(name, 64, 64)
    if planar_name(name) != name:
        raise UnsupportedFormatError(name)
    is_float = "f32" in name
    return PixelFormat(
        name=name,
        plane_names=tuple(_letter(layout, i) for i in range(len(layout.components))),
        bit_depth=32 if is_float else layout.components[0].bits,
        chroma_shift_x=_shift(layout.chroma_width(64)),
        chroma_shift_y=_shift(layout.chroma_height(64)),
        is_float=is_float,
    )


def plane_order(name: str) -> tuple[int, ...]:
    """Say which of FFmpeg's planes holds each of `PixelFormat.plane_names` (G, B, R lie first in `gbrp`)."""
    return tuple(component.plane for component in _components(name))


@lru_cache(maxsize=256)
def _components(name: str) -> tuple[VideoFormatComponent, ...]:
    return VideoFormat(name, 64, 64).components


def _is_planar(layout: VideoFormat) -> bool:
    components = layout.components
    if (
        not components
        or layout.is_bit_stream
        or layout.has_palette
        or layout.is_bayer
        or "msb" in layout.name
    ):
        return False
    one_each = len({component.plane for component in components}) == len(components)
    return one_each and (components[0].bits <= 16 or "f32" in layout.name)


def _letter(layout: VideoFormat, index: int) -> str:
    if layout.components[index].is_alpha:
        return "A"
    return ("RGB" if layout.is_rgb else "YUV")[index]


def _shift(samples: int) -> int:
    return (64 // samples).bit_length() - 1
