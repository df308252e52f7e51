"""What containers and codecs can hold: the one table that deliveries are decided by."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, auto
from fractions import Fraction
from types import MappingProxyType


class Trait(Enum):
    """Something a clip may have beside its samples; an edit list lets a track begin within a packet."""

    RATE = auto()
    VARIABLE_RATE = auto()
    ROTATION = auto()
    PIXEL_ASPECT = auto()
    TIMECODE = auto()
    REEL = auto()
    CHAPTERS = auto()
    METADATA = auto()
    ATTACHMENTS = auto()
    EDIT_LIST = auto()


@dataclass(frozen=True, slots=True)
class CodecSpec:
    """How pictures are coded.

    Attributes
    ----------
    label : str
        Its name for people.
    encoder : str
        FFmpeg's encoder.
    formats : tuple of str
        Pixel formats that are used, the first ones preferred.
    options : tuple of (str, str)
        Of the encoder.
    large_even_options : tuple of (str, str)
        Besides, where the picture is not tiny and a whole number of chroma samples wide and high.
    studio_range_only : bool
        It has no way to say that samples are full range.
    primaries, transfers : tuple of int
        What it can name (H.273); others are left unspecified. Empty for all.
    matrices : tuple of int
        YUV matrices it can name; samples of others are converted to the first. Empty for all.
    rgb_as : str or None
        Pixel format for RGB sources, where not the closest of `formats`.
    has_fields : bool
        It says itself that a picture is interlaced.
    even_size : bool
        It takes subsampled chroma only in whole pairs of pixels.
    smallest : (int, int)
        Least width and height.
    tag : str
        Four characters for QuickTime and MP4, where FFmpeg's own choice is not the best.
    """

    label: str
    encoder: str
    formats: tuple[str, ...]
    options: tuple[tuple[str, str], ...] = ()
    large_even_options: tuple[tuple[str, str], ...] = ()
    studio_range_only: bool = False
    primaries: tuple[int, ...] = ()
    transfers: tuple[int, ...] = ()
    matrices: tuple[int, ...] = ()
    rgb_as: str | None = None
    has_fields: bool = True
    even_size: bool = False
    smallest: tuple[int, int] = (1, 1)
    tag: str = ""


@dataclass(frozen=True, slots=True)
class ContainerSpec:
    """What a movie file can hold.

    Attributes
    ----------
    label : str
        Its name for people.
    muxer : str
        FFmpeg's name.
    codecs : tuple of str
        Keys of `CODECS`.
    defaults : tuple of str
        Those among which a delivery chooses by the source; the first that loses least.
    holds : frozenset of Trait
        What comes through.
    audio : frozenset of str
        Audio codecs that are copied.
    audio_rates : tuple of int
        Sampling rates it takes; empty for all.
    names_pcm_channels : bool
        Whether it says which channel of PCM is which, where there are more than two.
    subtitles : frozenset of str
        Subtitle codecs that are copied.
    tick : Fraction or None
        Times are rounded to multiples of so many seconds; None where every time base fits.
    rates : tuple of Fraction
        Picture rates it takes; empty for all.
    """

    label: str
    muxer: str
    codecs: tuple[str, ...]
    defaults: tuple[str, ...]
    holds: frozenset[Trait]
    audio: frozenset[str]
    audio_rates: tuple[int, ...] = ()
    names_pcm_channels: bool = True
    subtitles: frozenset[str] = frozenset()
    tick: Fraction | None = None
    rates: tuple[Fraction, ...] = ()


@dataclass(frozen=True, slots=True)
class PictureSpec:
    """What one picture file of a sequence can hold.

    Attributes
    ----------
    label : str
        Its name for people.
    suffixes : tuple of str
        Of the file names, the first for new ones.
    samples : mapping of int to str
        Largest bit depth (32 for float) to sample type, ascending: `uint8`, `uint16`, `half`, `float`.
    holds : frozenset of Trait
        What comes through in each picture.
    """

    label: str
    suffixes: tuple[str, ...]
    samples: tuple[tuple[int, str], ...]
    holds: frozenset[Trait] = field(default_factory=frozenset)


_PCM_LITTLE = frozenset({"pcm_s16le", "pcm_s24le", "pcm_s32le", "pcm_f32le", "pcm_f64le"})
_PCM = _PCM_LITTLE | {"pcm_s16be", "pcm_s24be", "pcm_s32be", "pcm_f32be", "pcm_f64be"}
_QUICKTIME_TRAITS = frozenset(Trait) - {Trait.ATTACHMENTS}

_PRORES_PRIMARIES, _PRORES_TRANSFERS, _PRORES_MATRICES = (1, 5, 6, 9, 11, 12), (1, 16, 18), (1, 6, 9)

CODECS = MappingProxyType(
    {
        "prores_hq": CodecSpec(
            label="ProRes 422 HQ",
            encoder="prores_aw",
            formats=("yuv422p10le",),
            options=(("profile", "3"), ("vendor", "apl0")),
            even_size=True,
            studio_range_only=True,
            primaries=_PRORES_PRIMARIES,
            transfers=_PRORES_TRANSFERS,
            matrices=_PRORES_MATRICES,
        ),
        "prores_4444": CodecSpec(
            label="ProRes 4444",
            encoder="prores_ks",
            formats=("yuv444p10le", "yuva444p10le"),
            options=(("profile", "4444"), ("vendor", "apl0"), ("alpha_bits", "16")),
            studio_range_only=True,
            primaries=_PRORES_PRIMARIES,
            transfers=_PRORES_TRANSFERS,
            matrices=_PRORES_MATRICES,
        ),
        "dnxhr_hq": CodecSpec(
            label="DNxHR HQ",
            encoder="dnxhd",
            formats=("yuv422p",),
            options=(("profile", "dnxhr_hq"),),
            studio_range_only=True,
            matrices=(1, 9),
            has_fields=False,
            smallest=(256, 120),
        ),
        "dnxhr_hqx": CodecSpec(
            label="DNxHR HQX",
            encoder="dnxhd",
            formats=("yuv422p10le",),
            options=(("profile", "dnxhr_hqx"),),
            studio_range_only=True,
            matrices=(1, 9),
            has_fields=False,
            smallest=(256, 120),
        ),
        "h264": CodecSpec(
            label="H.264",
            encoder="libx264",
            formats=("yuv420p", "yuv422p", "yuv444p", "yuv420p10le", "yuv422p10le", "yuv444p10le"),
            options=(("crf", "12"), ("preset", "veryfast"), ("g", "48")),
            rgb_as="yuv420p",
            even_size=True,
        ),
        "hevc": CodecSpec(
            label="HEVC 10 bit",
            encoder="libx265",
            formats=("yuv420p10le", "yuv422p10le", "yuv444p10le"),
            options=(("crf", "14"), ("preset", "superfast"), ("g", "48"), ("x265-params", "log-level=error")),
            rgb_as="yuv420p10le",
            has_fields=False,
            even_size=True,
            smallest=(32, 32),
            tag="hvc1",
        ),
        "ffv1": CodecSpec(
            label="FFV1",
            encoder="ffv1",
            formats=(
                *("yuv420p", "yuv422p", "yuv444p", "yuv440p", "yuv411p", "yuv410p", "gray"),
                *("yuva420p", "yuva422p", "yuva444p", "gbrp", "gbrap"),
                *(f"yuv{chroma}p{bits}le" for bits in (9, 10, 12, 14, 16) for chroma in (420, 422, 444)),
                *(f"yuva{chroma}p{bits}le" for bits in (9, 10, 16) for chroma in (420, 422, 444)),
                *("yuva422p12le", "yuva444p12le", "yuv440p10le", "yuv440p12le"),
                *(f"gbrp{bits}le" for bits in (9, 10, 12, 14, 16)),
                *(f"gbrap{bits}le" for bits in (10, 12, 14, 16)),
                *(f"gray{bits}le" for bits in (9, 10, 12, 14, 16)),
            ),
            options=(("level", "3"), ("g", "1"), ("slicecrc", "1")),
            large_even_options=(("slices", "16"),),
        ),
    }
)

CONTAINERS = MappingProxyType(
    {
        ".mov": ContainerSpec(
            label="QuickTime",
            muxer="mov",
            codecs=("prores_hq", "prores_4444", "dnxhr_hq", "dnxhr_hqx", "h264", "hevc"),
            defaults=("prores_hq", "prores_4444"),
            holds=_QUICKTIME_TRAITS,
            audio=_PCM | {"aac", "mp3", "ac3", "eac3", "alac"},
            subtitles=frozenset({"mov_text"}),
        ),
        ".mp4": ContainerSpec(
            label="MP4",
            muxer="mp4",
            codecs=("h264", "hevc"),
            defaults=("h264",),
            holds=_QUICKTIME_TRAITS - {Trait.REEL},
            audio=_PCM | {"aac", "mp2", "mp3", "ac3", "eac3", "alac", "opus", "flac"},
            subtitles=frozenset({"mov_text"}),
        ),
        ".mkv": ContainerSpec(
            label="Matroska",
            muxer="matroska",
            codecs=("ffv1", "prores_hq", "prores_4444", "h264", "hevc"),
            defaults=("ffv1",),
            holds=frozenset(Trait) - {Trait.EDIT_LIST},
            audio=_PCM_LITTLE
            | {"pcm_s16be", "pcm_s24be", "pcm_u8"}
            | {"aac", "mp2", "mp3", "ac3", "eac3", "dts", "truehd", "alac", "opus", "vorbis", "flac"},
            names_pcm_channels=False,
            subtitles=frozenset({"subrip", "ass", "webvtt", "hdmv_pgs_subtitle", "dvd_subtitle"}),
            tick=Fraction(1, 1000),
        ),
        ".mxf": ContainerSpec(
            label="MXF",
            muxer="mxf",
            codecs=("dnxhr_hq", "dnxhr_hqx"),
            defaults=("dnxhr_hq", "dnxhr_hqx"),
            holds=frozenset({Trait.RATE, Trait.TIMECODE, Trait.REEL}),
            audio=frozenset({"pcm_s16le", "pcm_s24le"}),
            audio_rates=(48000,),
            names_pcm_channels=False,
            rates=(
                *(Fraction(rate) for rate in (24, 25, 30, 48, 50, 60)),
                *(Fraction(rate * 1000, 1001) for rate in (24, 30, 48, 60)),
            ),
        ),
    }
)

PICTURES = MappingProxyType(
    {
        "png": PictureSpec(
            label="PNG",
            suffixes=(".png",),
            samples=((8, "uint8"), (16, "uint16")),
        ),
        "tiff": PictureSpec(
            label="TIFF",
            suffixes=(".tif", ".tiff"),
            samples=((8, "uint8"), (16, "uint16"), (32, "float")),
            holds=frozenset({Trait.ROTATION, Trait.PIXEL_ASPECT}),
        ),
        "exr": PictureSpec(
            label="EXR",
            suffixes=(".exr",),
            samples=((10, "half"), (32, "float")),
            holds=frozenset({Trait.RATE, Trait.PIXEL_ASPECT, Trait.TIMECODE, Trait.REEL}),
        ),
    }
)
