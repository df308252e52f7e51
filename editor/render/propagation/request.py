"""What is asked of a propagation, and ahead of one: frozen snapshots, so that editing may go on meanwhile."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class KeySource:
    """One key matte as the user names it.

    Attributes
    ----------
    frame : str
        An index from 0, `#1001`, or a timecode.
    path : Path
        A picture of the clip's size; 255 = the object.
    name : str
        The object; empty where there is only one.
    """

    frame: str
    path: Path
    name: str = ""


@dataclass(frozen=True, slots=True)
class PropagationRequest:
    """Make a matte for every frame from a few.

    Attributes
    ----------
    clip : str
        A movie, a folder of pictures, or a pattern.
    keys : tuple of KeySource
        At least one; later ones of the same object and frame replace earlier ones.
    out : str
        A folder: `00000.png` and so on by index, in a folder for each object where objects have names.
    frames : str or None
        `A-B`, both inclusive, as a removal takes it; None for all.
    engine : str
        `auto`, `flow` or `net`.
    adapt : str
        Whether the network first learns from the key mattes: `always`, `never`, or `auto`, where the way from
        or between keys is long enough. Takes some seconds for each stretch, and once for the same keys, as
        what was learned is kept in the user's cache. Engine `auto` asks no network between near keys.
    direction : str
        `both`, `forward` or `backward`.
    pinned : tuple of str
        Frames that have a matte from elsewhere: none is made for them, nothing is carried over them.
    alpha_px : int
        Width of the band around the edge whose alpha is solved for; 0 for the guided edge alone.
    is_merged : bool
        Whether all objects go into one matte for each frame.
    confidence_out : Path or None
        Where a JSON file is written that says how good each frame is and which to correct next.
    device, precision : str
        Where and how networks run, as a removal takes it.
    seed : int
        Of everything random.
    threads : int or None
        Processor threads; None for as many as there are.
    restart : bool
        Whether what is there from an interrupted or former run is made anew.
    overwrite : bool
        Whether an existing output may be replaced; mattes in it that are not stale are kept.
    """

    clip: str
    keys: tuple[KeySource, ...]
    out: str
    frames: str | None = None
    engine: str = "auto"
    adapt: str = "auto"
    direction: str = "both"
    pinned: tuple[str, ...] = ()
    alpha_px: int = 0
    is_merged: bool = False
    confidence_out: Path | None = None
    device: str = "auto"
    precision: str = "auto"
    seed: int = 0
    threads: int | None = None
    restart: bool = False
    overwrite: bool = False


@dataclass(frozen=True, slots=True)
class LessonRequest:
    """Let the network learn what a propagation will ask for; nothing else is made.

    What is learned is kept in the user's cache, from where the propagation takes it if its clip, keys, engine
    and seed are the same.

    Attributes
    ----------
    propagation : PropagationRequest
        The propagation to come; of its outputs nothing is written.
    """

    propagation: PropagationRequest

    @property
    def clip(self) -> str:
        """The clip."""
        return self.propagation.clip

    @property
    def out(self) -> str:
        """What messages are about."""
        return self.propagation.out
