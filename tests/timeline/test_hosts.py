"""Inside the hosts: scripts and panels, installed and run against recorded interfaces."""

from __future__ import annotations

import json
import runpy
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import opentimelineio as otio
import pytest
from fcpxml_documents import clip, document
from recorded_hosts import Project, Resolve, ResolveTimeline, TimelineItem
from typer.testing import CliRunner

import editor.timeline.otio_plugin as plugin
from editor.cli.timeline import app
from editor.errors import UsageError
from editor.media.output import WriteError
from editor.timeline.hosts.folders import Machine, System, premiere_extensions, resolve_scripts
from editor.timeline.hosts.installing import Places, cleanplate_command, install_premiere, install_resolve
from resources.hosts.resolve import bridge

HOME = Path("/home/ann")
NODE = shutil.which("node")


def delivered(*clips: dict[str, Any], track: str = "CLEAN v001") -> str:
    tracks = [{"kind": "Video", "children": []}, {"kind": "Video", "name": track, "children": list(clips)}]
    return json.dumps({"tracks": {"children": [*tracks, {"kind": "Audio", "children": []}]}})


def span(start: float, duration: float) -> dict[str, Any]:
    return {"start_time": {"value": start, "rate": 24.0}, "duration": {"value": duration, "rate": 24.0}}


def gap(duration: float) -> dict[str, Any]:
    return {"OTIO_SCHEMA": "Gap.1", "source_range": span(0, duration)}


def plate(start: float, duration: float, **more: Any) -> dict[str, Any]:
    reference = {"target_url": "/p/sh010_cleanplate_v001.mov", "available_range": span(90000, 100)}
    return {
        "OTIO_SCHEMA": "Clip.2",
        "source_range": span(start, duration),
        "effects": [],
        "media_references": {"DEFAULT_MEDIA": reference},
        "active_media_reference_key": "DEFAULT_MEDIA",
        **more,
    }


class Calls:
    """Remembers how Cleanplate was called."""

    def __init__(self, status: int = 0) -> None:
        self.words: list[list[str]] = []
        self._status = status

    def __call__(self, words: Sequence[str]) -> subprocess.CompletedProcess[str]:
        self.words.append(list(words))
        return subprocess.CompletedProcess(words, self._status, "sh010 of A001\n", "cut.otio: is damaged.\n")


@pytest.fixture
def timeline() -> ResolveTimeline:
    return ResolveTimeline("Cut: 1", b"{}", [TimelineItem(86424, 86448, {})])


@pytest.fixture
def resolve(timeline: ResolveTimeline) -> Resolve:
    return Resolve(Project([timeline]))


@pytest.fixture
def settings(tmp_path: Path) -> bridge.Settings:
    return bridge.Settings(["cleanplate"], tmp_path)


@pytest.fixture
def exchange(tmp_path: Path) -> Path:
    folder = tmp_path / "Reel 1_2"
    folder.mkdir()
    return folder


def test_resolve_sends_the_clip_at_the_play_head(
    resolve: Resolve, timeline: ResolveTimeline, settings: bridge.Settings, exchange: Path
) -> None:
    timeline.current = TimelineItem(86424, 86448, {})
    run, start = Calls(), Calls()
    told = bridge.send(resolve, settings, run, start)
    path = exchange / "Cut_ 1.otio"
    assert path.read_bytes() == b"{}"
    shots = ["cleanplate", "timeline", "shots", str(path), "--save", "--overwrite", "--range", "24-47"]
    assert run.words == [shots]
    assert start.words == [["cleanplate", str(path)]]
    assert told == f"sh010 of A001\nThe timeline is in {path}."


def test_resolve_sends_marked_clips_first(settings: bridge.Settings) -> None:
    marked = TimelineItem(86424, 86448, {0: {"name": "Look"}, 9: {"name": "Clean rig"}})
    timeline = ResolveTimeline("Cut", b"{}", [TimelineItem(86400, 86424, {}), marked])
    timeline.current = marked
    run = Calls()
    bridge.send(Resolve(Project([timeline])), settings, run, Calls())
    assert run.words[0][-2:] == ["--marked", "Clean rig"]


def test_old_versions_of_resolve_send_xml(timeline: ResolveTimeline, settings: bridge.Settings) -> None:
    timeline.current = TimelineItem(86400, 86401, {})
    run = Calls()
    bridge.send(Resolve(Project([timeline]), knows_otio=False), settings, run, Calls())
    assert run.words[0][3].endswith("Cut_ 1.xml")


def test_resolve_says_what_is_missing(
    resolve: Resolve, timeline: ResolveTimeline, settings: bridge.Settings
) -> None:
    start = Calls()
    assert bridge.send(Resolve(Project([])), settings, Calls(), start) == "Open a timeline first."
    assert "put the play head on a clip" in bridge.send(resolve, settings, Calls(), start)
    timeline.current = TimelineItem(86400, 86424, {})
    assert bridge.send(resolve, settings, Calls(status=2), start) == "cut.otio: is damaged."
    assert bridge.bring_back(resolve, settings).startswith("Nothing was delivered yet")
    assert bridge.import_version(resolve, settings).startswith("Nothing was delivered yet")
    assert start.words == []


def test_resolve_brings_plates_back_on_a_track_above(
    resolve: Resolve, timeline: ResolveTimeline, settings: bridge.Settings, exchange: Path
) -> None:
    retimed = plate(90000, 12, effects=[{"OTIO_SCHEMA": "LinearTimeWarp.1", "time_scalar": 2.0}])
    other = {**plate(0, 5), "media_references": {"DEFAULT_MEDIA": {"target_url": "/a.mov"}}}
    (exchange / "Cut_ 1_cleanplate_v001.otio").write_text(delivered())
    document = delivered(gap(24), plate(90010, 24), other, retimed, gap(1), plate(90050, 10))
    (exchange / "Cut_ 1_cleanplate_v002.otio").write_text(document)
    (exchange / "Other_cleanplate_v009.otio").write_text(delivered())
    told = bridge.bring_back(resolve, settings)
    item = "item of /p/sh010_cleanplate_v001.mov"
    shared = {"mediaPoolItem": item, "trackIndex": 2, "mediaType": 1}
    assert resolve.project.pool.appended == [
        {**shared, "startFrame": 10, "endFrame": 33, "recordFrame": 86424},
        {**shared, "startFrame": 50, "endFrame": 59, "recordFrame": 86400 + 24 + 24 + 5 + 12 + 1},
    ]
    assert timeline.tracks == ["Video 1", "CLEAN v001"]
    assert told == (
        "2 plates are on track 2, CLEAN v001. 1 retimed ones are left: use Cleanplate Import Version."
    )


def test_resolve_touches_nothing_when_a_plate_is_missing(
    resolve: Resolve, timeline: ResolveTimeline, settings: bridge.Settings, exchange: Path
) -> None:
    path = exchange / "Cut_ 1_cleanplate_v001.otio"
    path.write_text(delivered(plate(90000, 10)))
    resolve.project.pool.offline.add("/p/sh010_cleanplate_v001.mov")
    assert bridge.bring_back(resolve, settings).startswith("Resolve did not import /p/sh010")
    resolve.project.pool.offline.clear()
    timeline.is_locked = True
    assert "unlock the timeline" in bridge.bring_back(resolve, settings)
    path.write_text(delivered(gap(10)))
    assert "no plates on a track above" in bridge.bring_back(resolve, settings)
    assert resolve.project.pool.appended == []
    assert timeline.tracks == ["Video 1"]


def test_resolve_imports_a_version_under_a_new_name(
    timeline: ResolveTimeline, settings: bridge.Settings, exchange: Path
) -> None:
    path = exchange / "Cut_ 1_cleanplate_v003.otio"
    path.write_text(delivered())
    taken = ResolveTimeline("Cut_ 1_cleanplate_v003", b"", [])
    for timelines, is_new in (([timeline], True), ([timeline, taken], False)):
        project = Project(timelines)
        told = bridge.import_version(Resolve(project), settings)
        ((imported, options),) = project.pool.imports
        assert imported == str(path)
        assert (options["timelineName"] == path.stem) is is_new
        assert options["importSourceClips"] is True
        assert told.startswith(f"{path.name} is the timeline {path.stem}")


def test_the_scripts_of_resolve_run_as_they_are_installed(
    resolve: Resolve, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    places = Places(tmp_path / "Scripts", tmp_path / "süpport 'x'", tmp_path / "exchange")
    monkeypatch.setattr(sys, "path", [*sys.path])
    monkeypatch.setitem(sys.modules, "cleanplate_bridge", None)
    monkeypatch.delitem(sys.modules, "cleanplate_bridge")
    installation = install_resolve(places, ["clean plate"])
    scripts = sorted(path.name for path in places.scripts.iterdir())
    assert scripts == ["Cleanplate Bring Back.py", "Cleanplate Import Version.py", "Cleanplate Send.py"]
    for name in scripts:
        runpy.run_path(str(places.scripts / name), {"resolve": resolve})
    told = capsys.readouterr().out.splitlines()
    assert [line.partition(";")[0] for line in told] == [
        *("Nothing was delivered yet", "Nothing was delivered yet"),
        "Mark clips with a marker named 'clean', or put the play head on a clip.",
    ]
    assert all(path.exists() for path in installation.paths)
    assert bridge.read_settings(str(places.support / "resolve" / "settings.json")) == (
        ["clean plate"],
        places.exchange,
    )


@pytest.mark.parametrize(
    ("system", "scripts", "extensions"),
    [
        (System.LINUX, ".local/share/DaVinciResolve/Fusion/Scripts/Edit", None),
        (
            System.MACOS,
            "Library/Application Support/Blackmagic Design/DaVinci Resolve/Fusion/Scripts/Edit",
            "Library/Application Support/Adobe/CEP/extensions",
        ),
        (
            System.WINDOWS,
            "roam/Blackmagic Design/DaVinci Resolve/Support/Fusion/Scripts/Edit",
            "roam/Adobe/CEP/extensions",
        ),
    ],
)
def test_folders_are_those_of_the_system(system: System, scripts: str, extensions: str | None) -> None:
    machine = Machine(system, HOME, {"APPDATA": str(HOME / "roam")})
    assert resolve_scripts(machine) == HOME / scripts
    if extensions is None:
        with pytest.raises(UsageError, match="Premiere does not run on this system"):
            premiere_extensions(machine)
    else:
        assert premiere_extensions(machine) == HOME / extensions


def test_windows_without_appdata_has_its_usual_folder() -> None:
    machine = Machine(System.WINDOWS, HOME, {})
    assert premiere_extensions(machine) == HOME / "AppData/Roaming/Adobe/CEP/extensions"


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    places = Places(tmp_path / "file" / "Scripts", tmp_path / "support", tmp_path)
    with pytest.raises(WriteError):
        install_resolve(places, ["cleanplate"])


def test_the_panels_of_premiere_are_complete(tmp_path: Path) -> None:
    places = Places(tmp_path / "ext", tmp_path / "support", tmp_path / "exchange")
    cep, uxp, package = install_premiere(places, ["cleanplate"]).paths
    files = {path.relative_to(cep).as_posix() for path in cep.rglob("*") if path.is_file()}
    assert files == {
        *("CSXS/manifest.xml", "host.jsx", "index.html", "panel.js", "settings.json", "shared.js")
    }
    manifest = json.loads((uxp / "manifest.json").read_text())
    assert manifest["host"] == {"app": "premierepro", "minVersion": "25.6.0"}
    assert (uxp / manifest["main"]).exists()
    with zipfile.ZipFile(package) as archive:
        assert set(archive.namelist()) == {path.name for path in uxp.iterdir()}
    assert "@" not in (cep / "CSXS" / "manifest.xml").read_text() + json.dumps(manifest)
    assert json.loads((cep / "settings.json").read_text())["command"] == ["cleanplate"]


PREMIERE = """
const path = require("path");
const vm = require("vm");
const fs = require("fs");
const [cepFolder, uxpFolder] = process.argv.slice(2);
const cepPanel = require(path.join(cepFolder, "panel.js"));
const uxpPanel = require(path.join(uxpFolder, "panel.js"));
const log = [];
const named = (version) => (version ? `Cut_1_cleanplate${version}.xml` : "Cut_1.xml");
const settings = { command: ["cleanplate"], folder: "/x" };
const sequence = {
  name: "Cut/1",
  exportAsFinalCutProXML: (file, hidden) => log.push(["export", file, hidden]),
  getSelection: () => [{ mediaType: "Video", name: "A b" }, { mediaType: "Audio", name: "A b" }],
};
const app = {
  project: {
    activeSequence: sequence,
    getInsertionBin: () => "bin",
    importFiles: (...values) => (log.push(["import", ...values]), true),
  },
};
const host = vm.createContext({ app, File: function () { this.exists = true; } });
vm.runInContext(fs.readFileSync(path.join(cepFolder, "host.jsx"), "utf-8"), host);
const cep = { evalScript: (script, done) => done(vm.runInContext(script, host)) };
let complaint = "sh010: a note\\n";
const system = {
  process: {
    createProcess: (...words) => (log.push(["run", ...words]), { err: 0, data: 7 }),
    stderr: (id, hear) => hear(complaint),
    onquit: (id, ended) => ended(id),
  },
  fs: { readdir: () => ({ err: 0, data: ["_v002", "_v010", ""].map(named) }) },
};
const project = {
  getActiveSequence: async () => sequence,
  importFiles: async (...values) => (log.push(["import", ...values]), true),
};
const ppro = { Project: { getActiveProject: async () => project } };
const files = { readdir: async () => ["Cut_1_cleanplate_v003.xml"] };
(async () => {
  const told = [
    await cepPanel.send(cep, system, settings),
    await cepPanel.bringBack(cep, system, settings),
    await uxpPanel.whereToExport(ppro, settings),
    await uxpPanel.bringBack(ppro, files, settings),
    await uxpPanel.bringBack(ppro, { readdir: async () => [] }, settings),
  ];
  complaint += "cleanplate: no clip is chosen; mark clips in the NLE.\\n";
  await cepPanel.send(cep, system, settings).catch((error) => told.push(error.message));
  app.project.activeSequence = null;
  await cepPanel.send(cep, system, settings).catch((error) => told.push(error.message));
  console.log(JSON.stringify({ told, log }));
})();
"""


@pytest.mark.skipif(NODE is None, reason="no node to run panels with")
def test_the_panels_of_premiere_call_what_is_documented(tmp_path: Path) -> None:
    places = Places(tmp_path / "ext", tmp_path / "support", tmp_path / "exchange")
    cep, uxp, _ = install_premiere(places, ["cleanplate"]).paths
    (tmp_path / "run.js").write_text(PREMIERE)
    ran = subprocess.run(
        [str(NODE), str(tmp_path / "run.js"), str(cep), str(uxp)], capture_output=True, text=True, check=True
    )
    result = json.loads(ran.stdout)
    export = ["export", "/x/Cut_1.xml", 1]
    shots = [
        "run",
        "cleanplate",
        "timeline",
        "shots",
        "/x/Cut_1.xml",
        "--save",
        "--overwrite",
        "--clip",
        "A b",
    ]
    assert result["log"] == [
        export,
        shots,
        ["run", "cleanplate", "/x/Cut_1.xml"],
        ["import", ["/x/Cut_1_cleanplate_v010.xml"], True, "bin", False],
        ["import", ["/x/Cut_1_cleanplate_v003.xml"], True, None, False],
        export,
        shots,
    ]
    assert result["told"] == [
        "/x/Cut_1.xml is open in Cleanplate.",
        "Cut_1_cleanplate_v010.xml is in the project.",
        "Export it as /x/Cut_1.xml (File > Export > Final Cut Pro XML).",
        "Cut_1_cleanplate_v003.xml is in the project.",
        "Nothing was delivered yet for Cut/1 in /x.",
        "no clip is chosen; mark clips in the NLE.",
        "Open a sequence first.",
    ]


def test_the_verb_installs_and_says_what_is_left_to_do(tmp_path: Path) -> None:
    words = ["install-host", "resolve", "--folder", str(tmp_path / "S"), "--support", str(tmp_path / "T")]
    told = CliRunner().invoke(app, [*words, "--exchange", str(tmp_path / "X"), "--json"])
    assert told.exit_code == 0
    result = json.loads(told.stdout)
    assert result["paths"][0] == str(tmp_path / "S" / "Cleanplate Send.py")
    assert any("Workspace > Scripts" in step for step in result["steps"])
    command = json.loads((tmp_path / "T" / "resolve" / "settings.json").read_text())["command"]
    assert command == cleanplate_command()


def test_other_tools_of_opentimelineio_read_through_us(tmp_path: Path) -> None:
    manifest = Path(plugin.__file__).with_name("plugin_manifest.json")
    found_by = otio.plugins.manifest.manifest_from_file(str(manifest))
    (adapter,) = found_by.adapters
    bundle = tmp_path / "cut.fcpxmld"
    bundle.mkdir()
    (bundle / "Info.fcpxml").write_bytes(document(clip("0s", "3610s", "2s", name="shot")))
    timeline = adapter.read_from_file(str(bundle))
    (found,) = timeline.find_clips()
    assert (found.name, found.trimmed_range().duration.value) == ("shot", 50)
    assert "fcpxmld" in adapter.suffixes
