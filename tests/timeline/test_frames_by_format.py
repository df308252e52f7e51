"""The plates of XML, FCPXML and EDL edits at the right frames: all that a format has, in one edit each.

The edits are read by readers of the tests' own and their frames rendered by an independent engine; what each
frame must show is a table written out here.
"""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

import fcpxml_documents as fcpxml
import melt
import pytest
import xmeml_documents as xmeml
from host_readings import Table, read_edl, read_fcpxml, read_xmeml
from melt import Shown, read_shown
from numbered_edits import A_NAME, CLEAN, HOUR, LENGTH, A, B, C, Row, cleaned, run, write_media

from editor.timeline.delivery.insertion import Way

pytestmark = pytest.mark.skipif(not melt.has_melt(), reason="needs `melt` (Debian package of that name)")

Rows = list[tuple[Row, ...]]

RATE = xmeml.rate(24)
DISSOLVE = 6
each_way = pytest.mark.parametrize("way", [Way.REPLACE, Way.ABOVE])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_media(tmp_path)
    return tmp_path


def shown(table: Table, folder: Path) -> Rows:
    """Render what a table says, and read what each frame bears."""
    flat = [picture for frame in sorted(table) for picture in table[frame]]
    seen = iter([read_shown(picture) for picture in melt.played(flat, folder)])
    return [tuple(next(seen) for _ in table.get(frame, ())) for frame in range(max(table) + 1)]


def alone(*rows: list[Row]) -> Rows:
    return [() if row is None else (row,) for part in rows for row in part]


def mixed(outgoing: list[Row], incoming: list[Row]) -> Rows:
    return list(zip(outgoing, incoming, strict=True))


BLACK: list[Row] = [None] * 4


def xmeml_file(name: str, path: Path, frame: int) -> str:
    url = f"file://localhost{quote(str(path))}"
    return xmeml.file(name, frame=frame, duration=LENGTH, url=url, rate_text=RATE)


def xmeml_clip(number: int, times: tuple[int, int, int, int], media: str, more: str = "") -> str:
    return xmeml.clip(*times, number=number, media=media, more=more, rate_text=RATE, duration=LENGTH)


def xmeml_edit(folder: Path) -> Path:
    a, again_a = xmeml_file("file-1", folder / A_NAME, HOUR), '<file id="file-1"/>'
    b, again_b = xmeml_file("file-2", folder / "deep" / "b.mkv", 0), '<file id="file-2"/>'
    c = xmeml_file("file-3", folder / "pictures" / "c.1001.png", 0)
    nested = xmeml.sequence(xmeml_clip(7, (0, 12, 5, 17), again_b), rate_text=RATE, name="nest")
    low = (
        xmeml_clip(1, (0, 8, 10, 18), a),
        xmeml_clip(2, (12, -1, 20, 29), b),
        xmeml.transition(15, 15 + DISSOLVE),
        xmeml_clip(3, (-1, 27, 30, 42), again_a),
        xmeml_clip(4, (27, 33, 5, 11), again_b, xmeml.time_remap("200", graph="0:0 30:60")),
        xmeml_clip(5, (33, 37, 20, 24), again_a, xmeml.time_remap("100", reverse="TRUE")),
        xmeml_clip(6, (37, 43, 2, 8), nested),
        xmeml_clip(8, (43, 47, 7, 11), c),
    )
    high = xmeml_clip(9, (2, 5, 50, 53), again_a)
    path = folder / "edit.xml"
    path.write_bytes(xmeml.document("".join(low), high, rate_text=RATE))
    return path


@each_way
def test_an_xml_edit_shows_its_plates(folder: Path, way: Way) -> None:
    edit = xmeml_edit(folder)
    blend, incoming = run(B, 23, DISSOLVE), run(A, 30, DISSOLVE)
    tail = alone(
        run(B + CLEAN, 10, 6, 2), run(A + CLEAN, 39, 4, -1), run(B + CLEAN, 7, 6), run(C + CLEAN, 7, 4)
    )
    middle = alone(BLACK, run(B + CLEAN, 20, 3))
    if way is Way.REPLACE:
        covered, blend = run(A, 50, 3), run(B + CLEAN, 23, DISSOLVE)
    else:  # the new track lies above the upper one, too
        covered = run(A + CLEAN, 12, 3)
    expected = [
        *alone(run(A + CLEAN, 10, 2), covered, run(A + CLEAN, 15, 3)),
        *middle,
        *mixed(blend, incoming),
        *alone(run(A, 36, 6)),
        *tail,
    ]
    out = cleaned(edit, way, [f"shot {number}" for number in (1, 2, 4, 5, 7, 8)])
    assert shown(read_xmeml(out), folder) == expected


def time(frames: int) -> str:
    return f"{100 * frames}/2400s"


def fcpxml_clip(at: int, start: int, length: int, name: str, **more: str) -> str:
    return fcpxml.clip(time(at), time(start), time(length), name=name, **more)


def fcpxml_edit(folder: Path) -> Path:
    sound = ' hasAudio="1" audioSources="1" audioChannels="2" audioRate="48000"'
    a = fcpxml.asset(
        "r10", duration=time(LENGTH), form="r3", src=f"file://{quote(str(folder / A_NAME))}", more=sound
    )
    b = fcpxml.asset(
        "r11", start="0s", duration=time(LENGTH), form="r3", src=f"file://{quote(str(folder / 'deep/b.mkv'))}"
    )
    inside = fcpxml_clip(0, 5, 12, "inside", ref="r11")
    nest = f'<media id="r12" name="nest"><sequence format="r3"><spine>{inside}</spine></sequence></media>'
    fast = f'<timeMap><timept time="0s" value="0s"/><timept time="{time(30)}" value="{time(60)}"/></timeMap>'
    last = f'<timept time="{time(60)}" value="3600s"/>'
    back = f'<timeMap><timept time="0s" value="{time(HOUR + 60)}"/>{last}</timeMap>'
    high = fcpxml_clip(HOUR + 12, HOUR + 50, 3, "high", more=' lane="1"')
    spine = (
        fcpxml_clip(0, HOUR + 10, 8, "one", inside=high),
        f'<gap offset="{time(8)}" start="3600s" duration="{time(4)}"/>',
        fcpxml_clip(12, 20, 6, "two", ref="r11"),
        f'<transition offset="{time(15)}" duration="{time(DISSOLVE)}"/>',
        fcpxml_clip(18, HOUR + 33, 9, "three"),
        fcpxml_clip(27, 5, 6, "fast", ref="r11", inside=fast),
        fcpxml_clip(33, 20, 4, "back", inside=back),
        f'<ref-clip ref="r12" offset="{time(37)}" start="{time(2)}" duration="{time(6)}" name="nest"/>',
    )
    path = folder / "edit.fcpxml"
    path.write_bytes(fcpxml.document("".join(spine), resources=a + b + nest, form="r3"))
    return path


@each_way
def test_an_fcpxml_edit_shows_its_plates(folder: Path, way: Way) -> None:
    edit = fcpxml_edit(folder)
    is_replaced = way is Way.REPLACE
    covered = run(A, 50, 3) if is_replaced else run(A + CLEAN, 12, 3)
    blend = run(B + CLEAN if is_replaced else B, 23, DISSOLVE)
    expected = [
        *alone(run(A + CLEAN, 10, 2), covered, run(A + CLEAN, 15, 3), BLACK, run(B + CLEAN, 20, 3)),
        *mixed(blend, run(A, 30, DISSOLVE)),
        *alone(run(A, 36, 6), run(B + CLEAN, 10, 6, 2), run(A + CLEAN, 39, 4, -1), run(B + CLEAN, 7, 6)),
    ]
    out = cleaned(edit, way, ["one", "two", "fast", "back", "inside"])
    assert shown(read_fcpxml(out), folder) == expected


EDL = """TITLE: cut
FCM: NON-DROP FRAME

001  AREEL    V     C        01:00:00:10 01:00:00:18 01:00:00:00 01:00:00:08
* FROM CLIP NAME:  {a}
* SOURCE FILE: {folder}/{a}
002  BREEL    V     C        00:00:00:20 00:00:01:02 01:00:00:12 01:00:00:18
* FROM CLIP NAME:  b.mkv
* SOURCE FILE: {folder}/deep/b.mkv
003  BREEL    V     C        00:00:01:02 00:00:01:02 01:00:00:18 01:00:00:18
003  AREEL    V     D    006 01:00:01:06 01:00:01:18 01:00:00:18 01:00:01:06
* FROM CLIP NAME:  b.mkv
* TO CLIP NAME:  {a}
* SOURCE FILE: {folder}/{a}
004  BREEL    V     C        00:00:00:10 00:00:00:22 01:00:01:06 01:00:01:12
M2   BREEL       048.0                00:00:00:10
* FROM CLIP NAME:  b.mkv
* SOURCE FILE: {folder}/deep/b.mkv
005  AREEL    V     C        01:00:01:12 01:00:01:16 01:00:01:12 01:00:01:16
M2   AREEL       -024.0                01:00:01:12
* FROM CLIP NAME:  {a}
* SOURCE FILE: {folder}/{a}
006  CREEL    V     C        00:00:42:00 00:00:42:04 01:00:01:16 01:00:01:20
* FROM CLIP NAME:  c.[1001-1060].png
* SOURCE FILE: {folder}/pictures/c.1001.png
"""


def test_an_edl_shows_its_plates(folder: Path) -> None:
    edit = folder / "edit.edl"
    edit.write_text(EDL.format(a=A_NAME, folder=folder), encoding="utf-8")
    plates = folder / "pl\u00e4tes 1"
    folders = plates, plates / "sh050_cleanplate_v001", folder, folder / "deep", folder / "pictures"
    expected = [
        *alone(run(A, 10, 8), BLACK, run(B, 20, 6)),
        *mixed(run(B, 26, DISSOLVE), run(A, 30, DISSOLVE)),
        *alone(run(A, 36, 6), run(B, 10, 6, 2), run(A, 39, 4, -1), run(C, 7, 4)),
    ]
    assert shown(read_edl(edit, folders), folder) == expected
    out = cleaned(edit, Way.REPLACE, ["001", "002", "004", "005", "006"])
    assert f"{plates}/sh050_cleanplate_v001/sh050_cleanplate_v001.1003.png\n" in out.read_text("utf-8")
    incoming = range(18, 30)
    cleaned_rows = [
        tuple(
            row if row is None or (row.file == A and at in incoming) else Shown(row.file + CLEAN, row.frame)
            for row in rows
        )
        for at, rows in enumerate(expected)
    ]
    assert shown(read_edl(out, folders), folder) == cleaned_rows
