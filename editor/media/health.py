"""Which of the codecs that we write are missing from the FFmpeg at hand."""

from __future__ import annotations

import av

from editor.media.codecs import CODECS


def missing_encoders() -> tuple[str, ...]:
    """Name the codecs, by their names for people, whose encoder is not there."""
    return tuple(sorted({one.label for one in CODECS.values() if one.encoder not in av.codecs_available}))


def ffmpeg_version() -> str:
    """Return the version of FFmpeg that PyAV brings along, as far as it says it."""
    return str(getattr(av, "ffmpeg_version_info", "of unknown version"))
