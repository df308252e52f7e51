"""What is asked of a preview, and of a look ahead: frozen snapshots, as those of a render are."""

from __future__ import annotations

from dataclasses import dataclass

from editor.render.request import RemovalRequest


@dataclass(frozen=True, slots=True)
class PreviewRequest:
    """Fill frames to be looked at; nothing is delivered, frames are told of as they are made.

    Attributes
    ----------
    removal : RemovalRequest
        What to fill, and how small. Of its outputs only the maps of origins are written.
    first : int
        Frame that is looked at: those around it are filled first.
    """

    removal: RemovalRequest
    first: int

    @property
    def clip(self) -> str:
        """The clip."""
        return self.removal.clip

    @property
    def out(self) -> str:
        """What messages are about."""
        return self.removal.out


@dataclass(frozen=True, slots=True)
class ForecastRequest:
    """Say what a removal will take, and which background is never seen; nothing is filled.

    Attributes
    ----------
    removal : RemovalRequest
        The removal.
    """

    removal: RemovalRequest

    @property
    def clip(self) -> str:
        """The clip."""
        return self.removal.clip

    @property
    def out(self) -> str:
        """What messages are about."""
        return self.removal.out
