"""What is asked of a removal: a frozen snapshot, so that editing may go on while it runs."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path


@dataclass(frozen=True, slots=True)
class RemovalRequest:
    """Take what lies under the mattes out of a clip.

    Attributes
    ----------
    clip : str
        A movie, a folder of pictures, or a pattern.
    mask : Path
        A folder or pattern of pictures, one picture for every frame, or a movie; 255 = remove.
    out : str
        A movie, or a folder or pattern of pictures.
    frames : str or None
        `A-B`, both inclusive: indices from 0, the files' own numbers (`#1001-#1050`) or timecodes; None for
        all.
    handles : int
        Extra frames before and behind `frames`, as far as the clip has them.
    grow_px, feather_px : float
        How far the matte spreads, and how wide its soft edge is, in full-resolution pixels.
    keep_missing : bool
        Whether frames without a matte stay as they are.
    engine : str
        Name of the engine that fills.
    device, precision : str
        Where and how it runs networks, if it runs any: `auto`, or `cpu`, `cuda`, `cuda:N`, `mps`; `auto`, or
        `fp32`, `bf16`, `fp16`.
    scale : Fraction
        1 for full size, 1/2 for a proxy of half width and height.
    seed : int
        Of everything random.
    references : tuple of (str, Path)
        Frame (an index, or `#1001`) and a retouched picture of it.
    codec : str or None
        Overrides the one that goes with the name of `out`.
    matte_out, patch_out : str or None
        Where the evaluated mattes, and the fill alone as RGBA, are delivered as well.
    provenance_out : Path or None
        Folder for maps of where each pixel of the fill comes from.
    threads : int or None
        Processor threads for the fill; None for as many as there are.
    memory_bytes : int or None
        So much all processes together may take; None for a size that fits the pictures and the machine.
    restart : bool
        Whether finished parts of an interrupted render are thrown away.
    overwrite : bool
        Whether existing outputs may be replaced.
    """

    clip: str
    mask: Path
    out: str
    frames: str | None = None
    handles: int = 0
    grow_px: float = 0
    feather_px: float = 0
    keep_missing: bool = False
    engine: str = "auto"
    device: str = "auto"
    precision: str = "auto"
    scale: Fraction = Fraction(1)
    seed: int = 0
    references: tuple[tuple[str, Path], ...] = ()
    codec: str | None = None
    matte_out: str | None = None
    patch_out: str | None = None
    provenance_out: Path | None = None
    threads: int | None = None
    memory_bytes: int | None = None
    restart: bool = False
    overwrite: bool = False
