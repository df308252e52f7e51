"""Which mattes are there already, block by block, and which are to be made."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from editor.render.propagation.errors import ChangedMatteError
from editor.render.propagation.job import Job
from editor.render.propagation.parts import BlockParts
from editor.render.propagation.record import Made, MadeMatte, Record, block_key, is_intact, matte_path

if TYPE_CHECKING:
    from engines.propagate.plan import Block


class BlockStock:
    """One block and what there is of it.

    Parameters
    ----------
    block : Block
        Its frames and spans.
    key : str
        What `block_key` gave.
    parts : BlockParts
        Where its mattes are kept while the run goes on.
    wanted : tuple of (str, int)
        Objects and frames that are to have a matte.
    """

    def __init__(
        self, block: Block, key: str, parts: BlockParts, wanted: tuple[tuple[str, int], ...]
    ) -> None:
        self.block = block
        self.key = key
        self.parts = parts
        self._wanted = wanted

    @property
    def missing(self) -> frozenset[int]:
        """Frames that are to be made."""
        return frozenset(index for name, index in self._wanted if self.parts.load(name, index) is None)

    @property
    def step_count(self) -> int:
        """Steps that making it takes, both directions together."""
        ways = {span.left is not None for span in self.block.spans if span.left is not None}
        ways |= {False for span in self.block.spans if span.right is not None}
        return len(self.block.frames) * max(1, len(ways))

    def made(self) -> Made:
        """Describe all mattes that are there."""
        found: Made = {}
        for name, index in self._wanted:
            one = self.parts.load(name, index)
            if one is not None:
                found.setdefault(name, {})[index] = one
        return found


def stock(job: Job, job_key: str, blocks: tuple[Block, ...], folder: Path) -> list[BlockStock]:
    """Look at what an interrupted run has left.

    Parameters
    ----------
    job : Job
        What is to be done.
    job_key : str
        What `job.key` is, where the job was made.
    blocks : tuple of Block
        Of the whole task.
    folder : Path
        The run's own.
    """
    found = []
    for block in blocks:
        key = block_key(job_key, block, job.keys)
        found.append(BlockStock(block, key, BlockParts(folder / key), tuple(_wanted(block, job))))
    return found


def take_over(former: Path, record: Record, stocks: list[BlockStock]) -> None:
    """Take over what a former run delivered and is not stale.

    Raises
    ------
    OSError
        If the disk is full or not writable.
    """
    for one in stocks:
        if one.key in record.blocks and one.missing:
            one.parts.adopt(former, record.blocks[one.key])


def check_unchanged(former: Path, record: Record, job: Job, stocks: list[BlockStock]) -> None:
    """Make sure that no matte that somebody changed since it was made would be replaced.

    Raises
    ------
    ChangedMatteError
        If one would, and it is not given as a key.
    """
    coming = {
        (name, index): one
        for it in stocks
        for name, mattes in it.made().items()
        for index, one in mattes.items()
    }
    for name, index, one in _recorded(record):
        path = matte_path(former, name, index)
        is_ours = is_intact(path, one) or ((name, index) in coming and is_intact(path, coming[name, index]))
        if path.exists() and not is_ours and index not in job.keys.get(name, {}):
            raise ChangedMatteError(path, index)


def _recorded(record: Record) -> Iterator[tuple[str, int, MadeMatte]]:
    for made in record.blocks.values():
        for name, mattes in made.items():
            for index, one in mattes.items():
                yield name, index, one


def _wanted(block: Block, job: Job) -> Iterator[tuple[str, int]]:
    for span in block.spans:
        for index in span.frames:
            yield span.name, index
    for name, mattes in job.keys.items():
        for index in mattes:
            if index in block.frames:
                yield name, index
