"""What editing programs do not take: each rule is broken once, and real exports break none of their own."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from fcpxml_documents import asset
from fcpxml_documents import clip as story_clip
from fcpxml_documents import document as fcpxml
from typer.testing import CliRunner
from xmeml_documents import clip, file, sequence, time_remap
from xmeml_documents import document as xmeml

from editor.cli.timeline import app
from editor.timeline.checking.checks import check
from editor.timeline.checking.findings import Finding, Host, Weight
from editor.timeline.documents.document import open_document

INNER = sequence(clip(0, 50, 0, 50), name="in")
AGAIN = '<file id="file-1"/>'


def found(data: bytes, path: Path, *hosts: Host) -> list[Finding]:
    path.write_bytes(data)
    document = open_document(path)
    timeline = document.dialect.read(document.data, document.home)
    return check(document, timeline, hosts or tuple(Host))


def codes(findings: list[Finding]) -> set[str]:
    return {finding.rule.code for finding in findings}


def clean_xmeml(*tracks: str, more: str = "") -> bytes:
    return xmeml(*tracks, more=more).replace(b"<video><track>", b"<video><format/><track>")


XMEML = {
    "xmeml-no-file": clean_xmeml(clip(0, 50, 10, 60, media='<file id="gone"/>')),
    "xmeml-same-id": clean_xmeml(clip(0, 50, 10, 60) + clip(50, 90, 10, 50)),
    "xmeml-no-place": clean_xmeml(clip(-1, -1, 10, 60)),
    "xmeml-overlap": clean_xmeml(clip(0, 50, 10, 60) + clip(40, 90, 10, 60, number=2)),
    "xmeml-lengths": clean_xmeml(clip(0, 50, 10, 90)),
    "xmeml-retime": clean_xmeml(clip(0, 50, 10, 60, more=time_remap("50"))),
    "xmeml-no-format": xmeml(clip(0, 50, 10, 60)),
    "xmeml-markers": clean_xmeml(clip(0, 50, 10, 60, more="<marker><in>12</in></marker>")),
    "xmeml-zero-length": clean_xmeml(clip(5, 5, 10, 10)),
    "xmeml-no-nest": clean_xmeml(clip(0, 50, 10, 60, media='<sequence id="gone"/>')),
    "xmeml-no-path": clean_xmeml(clip(0, 50, 10, 60, media=file(url="/plain/path.mov"))),
}

SHOT = story_clip("0s", "3600s", "2s")
FCPXML = {
    "fcpxml-version": fcpxml(SHOT, version="2.0"),
    "fcpxml-order": fcpxml(story_clip("0s", "3600s", "2s", inside='<keyword value="x"/><note>n</note>')),
    "fcpxml-missing": fcpxml(SHOT + '<gap offset="2s"/>'),
    "fcpxml-same-id": fcpxml(SHOT, resources=asset() + asset()),
    "fcpxml-no-resource": fcpxml(story_clip("0s", "3600s", "2s", ref="gone")),
    "fcpxml-time": fcpxml(story_clip("0s", "1:00", "2s")),
    "fcpxml-off-frame": fcpxml(story_clip("0s", "3600s", "1/7s")),
    "fcpxml-overlap": fcpxml(SHOT + story_clip("1s", "3600s", "2s")),
    "fcpxml-source": fcpxml(SHOT, version="1.8"),
    "fcpxml-retime-edge": fcpxml(
        story_clip(
            *("0s", "3600s", "2s"),
            inside='<timeMap><timept time="3600s" value="3600s"/>'
            '<timept time="3602s" value="3601s"/></timeMap>',
        )
    ),
    "fcpxml-markers": fcpxml(story_clip("0s", "3600s", "2s", inside='<marker start="3600s" value="x"/>')),
}


def otio(change: Callable[[dict[str, Any], dict[str, Any]], object] = lambda *_: None) -> bytes:
    """A timeline that nothing is known against, with a change to it and its clip."""

    def time(value: int) -> dict[str, Any]:
        return {"OTIO_SCHEMA": "RationalTime.1", "rate": 25.0, "value": value}

    def span(start: int, duration: int) -> dict[str, Any]:
        return {"OTIO_SCHEMA": "TimeRange.1", "start_time": time(start), "duration": time(duration)}

    shot: dict[str, Any] = {
        "OTIO_SCHEMA": "Clip.2",
        "name": "shot",
        "enabled": True,
        "metadata": {},
        "effects": [],
        "source_range": span(90010, 50),
        "media_references": {
            "DEFAULT_MEDIA": {
                "OTIO_SCHEMA": "ExternalReference.1",
                "target_url": "D:\\a.mov",
                "available_range": span(90000, 1000),
            }
        },
        "active_media_reference_key": "DEFAULT_MEDIA",
    }
    track = {
        "OTIO_SCHEMA": "Track.1",
        "name": "Video 1",
        "kind": "Video",
        "source_range": None,
        "children": [shot],
    }
    timeline: dict[str, Any] = {
        "OTIO_SCHEMA": "Timeline.1",
        "name": "cut",
        "global_start_time": time(90000),
        "tracks": {"OTIO_SCHEMA": "Stack.1", "children": [track]},
    }
    change(timeline, shot)
    return json.dumps(timeline).encode()


def reference(clip: dict[str, Any]) -> dict[str, Any]:
    only = clip["media_references"]["DEFAULT_MEDIA"]
    assert isinstance(only, dict)
    return only


def track_of(timeline: dict[str, Any]) -> dict[str, Any]:
    (only,) = timeline["tracks"]["children"]
    assert isinstance(only, dict)
    return only


WARP = {"OTIO_SCHEMA": "LinearTimeWarp.1", "time_scalar": 1, "enabled": True}
OTIO = {
    "otio-newer": otio(lambda _, clip: clip.update(markers=[{"OTIO_SCHEMA": "Marker.3"}])),
    "otio-numbers": otio(lambda _, clip: clip["metadata"].update(x=12345678901234567890)),
    "otio-clip-1": otio(lambda _, clip: clip.update(OTIO_SCHEMA="Clip.1", media_reference=reference(clip))),
    "otio-no-available-range": otio(lambda _, clip: reference(clip).update(available_range=None)),
    "otio-outside": otio(lambda _, clip: clip["source_range"]["start_time"].update(value=10)),
    "otio-url": otio(lambda _, clip: reference(clip).update(target_url="file:///a.mov")),
    "otio-no-start": otio(lambda timeline, _: timeline.update(global_start_time=None)),
    "otio-track-names": otio(lambda timeline, _: track_of(timeline).update(name="V1")),
    "otio-no-flags": otio(lambda _, clip: clip.pop("enabled")),
    "otio-missing-reference": otio(lambda _, clip: reference(clip).update(OTIO_SCHEMA="MissingReference.1")),
    "otio-pictures": otio(lambda _, clip: reference(clip).update(OTIO_SCHEMA="ImageSequenceReference.1")),
    "otio-track-range": otio(
        lambda timeline, clip: track_of(timeline).update(source_range=clip["source_range"])
    ),
    "otio-effect-enabled": otio(lambda _, clip: clip.update(effects=[{"OTIO_SCHEMA": "Effect.1"}])),
    "otio-idle-warp": otio(lambda _, clip: clip.update(effects=[WARP])),
}

EVENT = "{number:03}  {reel} {track}     C        00:00:00:00 {out} {start} {end}\n"


def edl(count: int = 1, reel: str = "A001", track: str = "V", out: str = "00:00:02:00") -> bytes:
    events = "".join(
        EVENT.format(
            number=number + 1,
            reel=reel,
            track=track if number else "V",
            out=out,
            start=f"01:{number // 30:02}:{number % 30 * 2:02}:00",
            end=f"01:{(number + 1) // 30:02}:{(number + 1) % 30 * 2:02}:00",
        )
        for number in range(count)
    )
    return f"TITLE: cut\nFCM: NON-DROP FRAME\n{events}".encode()


EDL = {
    "edl-tracks": edl(2, track="V2"),
    "edl-long-reel": edl(reel="A001_C001_0101AB"),
    "edl-many-events": edl(1000),
    "edl-durations": edl(out="00:00:03:00"),
}

CASES = [
    pytest.param(code, data, suffix, id=code)
    for suffix, cases in ((".xml", XMEML), (".fcpxml", FCPXML), (".otio", OTIO), (".edl", EDL))
    for code, data in cases.items()
]


@pytest.mark.parametrize(("code", "data", "suffix"), CASES)
def test_each_rule_finds_what_breaks_it(code: str, data: bytes, suffix: str, tmp_path: Path) -> None:
    findings = found(data, tmp_path / f"cut{suffix}")
    assert code in codes(findings)
    finding = next(finding for finding in findings if finding.rule.code == code)
    assert finding.count >= len(finding.places) >= 1
    assert all(finding.places)
    weights = [list(Weight).index(finding.rule.weight) for finding in findings]
    assert weights == sorted(weights)


@pytest.mark.parametrize(
    ("data", "suffix"),
    [
        (clean_xmeml(clip(0, 50, 10, 60) + clip(50, 90, 70, 110, number=2, media=AGAIN)), ".xml"),
        (clean_xmeml(clip(0, 40, 5, 45, number=2, media=INNER)), ".xml"),
        (fcpxml(SHOT + story_clip("2s", "3605s", "2s", inside="<note>n</note>")), ".fcpxml"),
        (otio(), ".otio"),
        (edl(3), ".edl"),
    ],
)
def test_nothing_is_found_in_a_plain_edit(data: bytes, suffix: str, tmp_path: Path) -> None:
    assert found(data, tmp_path / f"cut{suffix}") == []


def test_only_what_concerns_the_hosts_is_found(tmp_path: Path) -> None:
    data = clean_xmeml(clip(0, 50, 10, 60, more=time_remap("50")) + clip(40, 90, 10, 60, number=2))
    path = tmp_path / "cut.xml"
    assert codes(found(data, path)) == {"xmeml-retime", "xmeml-overlap"}
    assert codes(found(data, path, Host.PREMIERE)) == {"xmeml-overlap"}
    assert codes(found(data, path, Host.FINAL_CUT)) == set()


def test_places_are_few_and_the_count_is_whole(tmp_path: Path) -> None:
    items = "".join(clip(50 * n, 50 * n + 50, 0, 50, number=n, more=time_remap("50")) for n in range(9))
    (finding,) = found(clean_xmeml(items), tmp_path / "cut.xml")
    assert (finding.count, len(finding.places)) == (9, 5)
    assert finding.places[0] == "line 3, 'shot 0'"


def test_the_verb_says_it_and_fails_where_a_program_refuses(tmp_path: Path) -> None:
    refused, plain = tmp_path / "refused.xml", tmp_path / "plain.xml"
    refused.write_bytes(XMEML["xmeml-same-id"])
    plain.write_bytes(clean_xmeml(clip(0, 50, 10, 60)))
    runner = CliRunner()
    told = runner.invoke(app, ["check", str(refused)])
    assert told.exit_code == 1
    assert told.stdout.startswith("refused by Premiere Pro, DaVinci Resolve")
    assert "id 'clipitem-1'" in told.stdout
    as_json = runner.invoke(app, ["check", str(refused), "--json", "--for", "premiere"])
    (finding,) = json.loads(as_json.stdout)
    assert (finding["code"], finding["count"]) == ("xmeml-same-id", 1)
    other = runner.invoke(app, ["check", str(refused), "--for", "final-cut"])
    assert (other.exit_code, other.stdout) == (
        *(0, "Nothing is known that would be refused, misread or dropped.\n"),
    )
    assert runner.invoke(app, ["check", str(plain)]).exit_code == 0


@pytest.mark.footage
def test_what_a_program_wrote_itself_it_does_not_refuse(shared: Path) -> None:
    own = {
        "DaVinci Resolve": Host.RESOLVE,
        "Adobe Premiere Pro": Host.PREMIERE,
        "Final Cut Pro": Host.FINAL_CUT,
    }
    offline = {"otio-missing-reference", "otio-pictures"}
    checked = 0
    for path in sorted((shared / "timelines").glob("*/*")):
        if path.suffix not in (".xml", ".fcpxml", ".otio"):
            continue
        document = open_document(path)
        timeline = document.dialect.read(document.data, document.home)
        if timeline.application in own:
            findings = check(document, timeline, [own[timeline.application]])
            refused = {found.rule.code for found in findings if found.rule.weight is Weight.REFUSED}
            assert refused <= offline, path.name
            checked += 1
    assert checked > 25
