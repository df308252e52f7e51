"""What a folder of propagated mattes was made from, so that it is known which of them are stale.

The record lies beside the mattes as `propagation.json`. A matte is fresh as long as the block that it
belongs to has the key it was made under; where a key matte was changed or added, only the blocks on either
side of it have other keys. A matte whose checksum is another was changed by somebody else.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from editor.render.propagation.keys import KeyMattes

if TYPE_CHECKING:
    from engines.propagate.plan import Block

RECORD_NAME = "propagation.json"
_VERSION = 1
_KEY_LETTERS = 20


@dataclass(frozen=True, slots=True)
class MadeMatte:
    """One matte that a run has made.

    Attributes
    ----------
    crc : int
        Of the PNG file.
    confidence : float
        The overlap with the truth that is expected, 0 to 1.
    doubts : mapping of str to float
        What speaks against it, by the name of the reason, 0 to 1 each.
    is_key : bool
        Whether the user made it.
    """

    crc: int
    confidence: float
    doubts: Mapping[str, float] = field(default_factory=dict)
    is_key: bool = False


Made = dict[str, dict[int, MadeMatte]]
"""By object, then by frame index."""


@dataclass(frozen=True, slots=True)
class Record:
    """What is known of a folder of mattes.

    Attributes
    ----------
    blocks : dict of str to Made
        By the key of the block they were made in.
    """

    blocks: dict[str, Made]

    def save(self, folder: Path) -> None:
        """Write it beside the mattes."""
        blocks = {
            key: {name: {str(at): asdict(one) for at, one in mattes.items()} for name, mattes in made.items()}
            for key, made in self.blocks.items()
        }
        text = json.dumps({"version": _VERSION, "blocks": blocks}, separators=(",", ":"))
        (folder / RECORD_NAME).write_text(text, encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> Record:
        """Read it; a folder without a readable record knows nothing."""
        try:
            document = json.loads((folder / RECORD_NAME).read_text(encoding="utf-8"))
            if document["version"] != _VERSION:
                return cls({})
            return cls({key: _made(stored) for key, stored in document["blocks"].items()})
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return cls({})


def block_key(job: str, block: Block, keys: KeyMattes) -> str:
    """Make the key of a block: it changes with whatever changes its mattes.

    Parameters
    ----------
    job : str
        Key of clip, engine and settings.
    block : Block
        The frames, and from which keys they are made.
    keys : dict
        The key mattes.
    """
    digest = hashlib.sha256(f"{job} {block.frames}\n".encode())
    used = {(span.name, at) for span in block.spans for at in (span.left, span.right) if at is not None}
    used |= {(name, at) for name, mattes in keys.items() for at in mattes if at in block.frames}
    for span in sorted(block.spans, key=lambda span: (span.name, span.frames.start)):
        digest.update(f"{span.name!r} {span.frames} {span.left} {span.right}\n".encode())
    for name, at in sorted(used):
        digest.update(f"{name!r} {at}\n".encode() + keys[name][at].tobytes())
    return digest.hexdigest()[:_KEY_LETTERS]


def is_intact(path: Path, made: MadeMatte) -> bool:
    """Whether a file is still what was made."""
    try:
        return zlib.crc32(path.read_bytes()) == made.crc
    except OSError:
        return False


def matte_path(folder: Path, name: str, index: int) -> Path:
    """Where the matte of an object's frame lies."""
    return folder / name / f"{index:05d}.png"


def _made(stored: Mapping[str, Mapping[str, Mapping[str, object]]]) -> Made:
    return {
        name: {int(at): MadeMatte(**one) for at, one in mattes.items()}  # type: ignore[arg-type]
        for name, mattes in stored.items()
    }
