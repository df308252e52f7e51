"""Room in the cache: the oldest goes first, and nothing but what can be made again."""

from __future__ import annotations

import os
from pathlib import Path

from editor.media.playback.room import make_room


def test_what_was_not_used_longest_goes_until_the_rest_has_room(tmp_path: Path) -> None:
    files = [
        tmp_path / "proxies" / "old.mkv",
        tmp_path / "waveforms" / "mid.npz",
        tmp_path / "proxies" / "new.mkv",
    ]
    learned = tmp_path / "learned" / "older.safetensors"
    for age, path in enumerate([*reversed(files), learned], 1):
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(bytes(1000))
        os.utime(path, (1e9 - age * 100, 1e9 - age * 100))
    assert make_room(tmp_path, 3000) == 0
    assert make_room(tmp_path, 2500) == 1000
    assert [path.exists() for path in files] == [False, True, True]
    assert make_room(tmp_path, 0) == 2000
    assert learned.exists()
    assert make_room(tmp_path / "nowhere", 0) == 0
