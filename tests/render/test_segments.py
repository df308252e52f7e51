from __future__ import annotations

from pathlib import Path
from typing import cast

import numpy as np
import pytest

from editor.render.segments import DamagedSegmentError, SegmentStore
from engines.complete.contract import Fill, Rgb


def fills(start: int, count: int, dtype: type[np.uint8] | type[np.uint16] = np.uint8) -> list[Fill]:
    random = np.random.default_rng(start)
    top = np.iinfo(dtype).max
    return [
        Fill(start + at, 3 + at, 5, cast(Rgb, random.integers(0, top, (4 + at, 7, 3)).astype(dtype)))
        for at in range(count)
    ]


def same(one: list[list[Fill]], other: list[list[Fill]]) -> bool:
    pairs = [pair for lanes in zip(one, other, strict=True) for pair in zip(*lanes, strict=True)]
    return all(
        (a.index, a.top, a.left, a.rgb.dtype) == (b.index, b.top, b.left, b.rgb.dtype)
        and np.array_equal(a.rgb, b.rgb)
        for a, b in pairs
    )


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
def test_what_is_stored_comes_back(tmp_path: Path, dtype: type[np.uint8] | type[np.uint16]) -> None:
    store = SegmentStore(tmp_path / "parts")
    lanes = [
        fills(10, 3, dtype),
        [*fills(20, 2, dtype), Fill(30, 0, 0, cast(Rgb, np.zeros((0, 0, 3), dtype)))],
    ]
    store.save(range(10, 13), lanes)
    assert store.scan() == {10: 13}
    assert same(store.load(range(10, 13)), lanes)


def test_a_folder_that_is_not_there_holds_nothing(tmp_path: Path) -> None:
    assert SegmentStore(tmp_path / "parts").scan() == {}


@pytest.mark.parametrize("damage", ["cut", "flipped", "empty", "left by a kill"])
def test_damaged_parts_are_thrown_away(tmp_path: Path, damage: str) -> None:
    store = SegmentStore(tmp_path)
    store.save(range(4), [fills(0, 4)])
    store.save(range(4, 8), [fills(4, 4)])
    path = tmp_path / "00000004-00000008.fills"
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    wrong = {"cut": bytes(data[: len(data) // 2]), "flipped": bytes(data), "empty": b""}.get(damage)
    if wrong is None:
        path.rename(path.with_suffix(".partial"))
    else:
        path.write_bytes(wrong)
        with pytest.raises(DamagedSegmentError):
            store.load(range(4, 8))
    assert store.scan() == {0: 4}
    assert same(store.load(range(4)), [fills(0, 4)])
