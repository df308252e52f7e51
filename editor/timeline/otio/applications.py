"""Which application wrote an OTIO document, by the namespace of its metadata."""

from __future__ import annotations

from editor.timeline.model import Convention

_APPLICATIONS = (
    ('"Resolve_OTIO"', "DaVinci Resolve", Convention.RECORD),
    ('"PremierePro_OTIO"', "Premiere Pro", Convention.SOURCE),
    ('"foundry.', "Hiero", Convention.RECORD),
)


def application_of(text: str) -> str:
    """Name the application, or return an empty text."""
    return next((name for namespace, name, _ in _APPLICATIONS if namespace in text), "")


def convention_of(text: str) -> Convention:
    """Say what the ranges of retimed clips mean; the library itself counts their length in the record."""
    return next((row[2] for row in _APPLICATIONS if row[0] in text), Convention.RECORD)
