"""Which channel of a sound is which, where its file does not say."""

from __future__ import annotations

from types import MappingProxyType

from av.audio.layout import AudioLayout

NAMING_MUXER = "mp4"
"""The one container that takes no PCM whose channels are not named."""

_USUAL = MappingProxyType(
    {1: "mono", 2: "stereo", 3: "2.1", 4: "4.0", 5: "5.0", 6: "5.1", 7: "6.1", 8: "7.1"}
)


def is_named(layout: AudioLayout) -> bool:
    """Whether a layout says which channel is which; FFmpeg calls one that does not `2 channels`."""
    return not layout.name.endswith(" channels")


def usual_layout(channels: int) -> str | None:
    """Name what so many channels usually are; None where there is no custom."""
    return _USUAL.get(channels)
