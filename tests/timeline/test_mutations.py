"""Damaged timelines: whatever a byte becomes, they are read or refused in one sentence, never a crash."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from fractions import Fraction
from functools import partial
from pathlib import Path
from typing import TypeVar

import pytest
from otio_documents import clips_of, plate_for

from editor.errors import CleanplateError
from editor.timeline.documents.dialects import dialect_of
from editor.timeline.documents.limits import check_nesting
from editor.timeline.editing import Dialect, PlaceAbove, Replace
from editor.timeline.model import Timeline
from editor.timeline.shots.uses import uses_of

PIECES = (
    *(b"{", b"}", b"[", b"]", b'"', b",", b":", b"\\", b"null", b"NaN", b"-1", b"1e999", b"0.0000001"),
    *(b"99999999999999999999999", b'"Clip.2"', b'"Stack.1"', b'"children"', b"\x00", b"\xff\xfe", b"\r"),
    *(b"00:00:00:99", b"M2 A -999.9 00:00:00:00\n", b"001 A V D 999 ", b";", b"<", b"&x;", b"</track>"),
)
TOKEN = re.compile(rb'"[^"\\\\]*"|-?\d[\d.:;]*|true|false|null|>[^<]+<|[A-Z]{2,}')
SMALL_BYTES = 20_000

T = TypeVar("T")

pytestmark = pytest.mark.footage


def mutated(data: bytes, tokens: list[tuple[int, int]], chance: random.Random) -> bytes:
    """Change a value or two, or bytes, slices that go, come twice or move, and foreign pieces."""
    found = bytearray(data)
    if tokens and chance.random() < 0.6:
        for start, end in sorted(chance.sample(tokens, chance.randint(1, 3)), reverse=True):
            found[start:end] = chance.choice(PIECES)
        return bytes(found)
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(found) + 1)
        length = chance.choice((1, 1, 2, 8, 64, 512))
        kind = chance.randrange(5)
        if kind == 0 and at < len(found):
            found[at] = chance.randrange(256)
        elif kind == 1:
            del found[at : at + length]
        elif kind == 2:
            found[at:at] = found[at : at + length]
        elif kind == 3:
            found[at:at] = chance.choice(PIECES)
        else:
            there = chance.randrange(len(found) + 1)
            found[there:there] = found[at : at + length]
        if not found:
            break
    return bytes(found[: chance.randrange(len(found) + 1)]) if chance.random() < 0.1 else bytes(found)


def samples(shared: Path, folders: tuple[str, ...]) -> dict[Path, tuple[bytes, list[tuple[int, int]]]]:
    paths = sorted(path for folder in folders for path in (shared / "timelines" / folder).iterdir())
    small = [path for path in paths if path.stat().st_size <= SMALL_BYTES and path.suffix != ".otioz"]
    found = {path: path.read_bytes() for path in small}
    return {path: (data, [match.span() for match in TOKEN.finditer(data)]) for path, data in found.items()}


def said(call: Callable[[], T]) -> T | str:
    """Return what a call returns, or the sentence of its error."""
    try:
        return call()
    except CleanplateError as error:
        return str(error)


def read(data: bytes, path: Path) -> tuple[Dialect, Timeline]:
    dialect = dialect_of(data, path)
    timeline = dialect.read(data, path)
    check_nesting(timeline, path)
    return dialect, timeline


def survive(data: bytes, path: Path) -> bool:
    """Read and patch; say whether it could be read."""
    found = said(lambda: read(data, path))
    if isinstance(found, str):
        assert "\n" not in found
        return False
    dialect, timeline = found
    assert dialect.patch(data, path, []) == data
    assert all(
        use.needed is None or use.needed.duration >= 0 for use in uses_of(timeline, with_disabled=True)
    )
    for shot in list(clips_of(timeline))[:1]:
        plate = plate_for(shot)
        above = PlaceAbove(shot.locator, plate, shot.record, Fraction(0), "CLEAN v001")
        for edit in (Replace(shot.locator, plate), above):
            patched = said(partial(dialect.patch, data, path, [edit]))
            assert isinstance(patched, bytes) or "\n" not in patched
    return True


def run(shared: Path, folders: tuple[str, ...], count: int, seed: int) -> int:
    originals = samples(shared, folders)
    chance = random.Random(seed)
    readable = 0
    for _ in range(count):
        path = chance.choice(list(originals))
        readable += survive(mutated(*originals[path], chance), path)
    return readable


@pytest.mark.parametrize("folder", ["otio", "edl"])
def test_hundreds_of_damaged_timelines_cost_a_sentence_each(shared: Path, folder: str) -> None:
    readable = run(shared, (folder,), 300, seed=11)
    assert 10 < readable < 300


@pytest.mark.slow
def test_ten_thousand_damaged_timelines_cost_a_sentence_each(shared: Path) -> None:
    readable = run(shared, ("otio", "edl", "xmeml", "fcpxml"), 10_000, seed=12)
    assert 300 < readable < 10_000
