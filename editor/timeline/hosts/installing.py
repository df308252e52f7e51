"""Put the scripts and panels where the editing programs find them."""

from __future__ import annotations

import io
import json
import shutil
import sys
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from editor.media.output import write_error
from editor.timeline.documents.saving import write_whole

_SCRIPTS = (
    ("Cleanplate Send", "send"),
    ("Cleanplate Bring Back", "bring_back"),
    ("Cleanplate Import Version", "import_version"),
)
_EXTENSION = "org.cleanplate.premiere"


@dataclass(frozen=True, slots=True)
class Installation:
    """What was installed.

    Attributes
    ----------
    paths : tuple of Path
        Files and folders that were written.
    steps : tuple of str
        What is left to do by hand, as sentences without the final stop.
    """

    paths: tuple[Path, ...]
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Places:
    """Where things go.

    Attributes
    ----------
    scripts : Path
        Folder of the program's scripts or extensions.
    support : Path
        Our own folder, for what must not show in menus.
    exchange : Path
        Folder through which timelines go back and forth.
    """

    scripts: Path
    support: Path
    exchange: Path


def cleanplate_command() -> list[str]:
    """Return the words that start this installation of Cleanplate from another program."""
    beside = Path(sys.executable).with_name("cleanplate.exe" if sys.platform == "win32" else "cleanplate")
    found = str(beside) if beside.exists() else shutil.which("cleanplate")
    return [found] if found else [sys.executable, "-c", "from editor.cli.main import run; run()"]


def install_resolve(places: Places, command: Sequence[str]) -> Installation:
    """Put three scripts into Resolve's menu Workspace > Scripts.

    Parameters
    ----------
    places : Places
        Where.
    command : sequence of str
        Starts Cleanplate.

    Raises
    ------
    WriteError
        If the disk does not allow it.
    """
    source, support = _hosts("resolve"), places.support / "resolve"
    settings = support / "settings.json"
    _write(support / "cleanplate_bridge.py", _text(source / "bridge.py"))
    _write(settings, _settings(places, command))
    written = []
    for title, action in _SCRIPTS:
        values = {
            "TITLE": title,
            "ACTION": action,
            "FOLDER": repr(str(support)),
            "SETTINGS": repr(str(settings)),
        }
        path = places.scripts / f"{title}.py"
        _write(path, _filled(_text(source / "launcher.txt"), values))
        written.append(path)
    return Installation(
        (*written, support),
        (
            "Start Resolve again; the scripts are in Workspace > Scripts",
            "Scripts need a Python of 3.9 or newer that Resolve finds, and Preferences > System > General > "
            "External scripting using: Local",
            f"Deliver as {places.exchange}/PROJECT/TIMELINE_cleanplate_v001.otio, which Bring Back looks for",
        ),
    )


def install_premiere(places: Places, command: Sequence[str]) -> Installation:
    """Put the CEP panel into Premiere's extensions, and make the UXP panel ready.

    Raises
    ------
    WriteError
        If the disk does not allow it.
    """
    source, values = _hosts("premiere"), {"VERSION": version("cleanplate")}
    cep, uxp = places.scripts / _EXTENSION, places.support / "premiere" / "uxp"
    for kind, folder in (("cep", cep), ("uxp", uxp)):
        for relative, text in _tree(source / kind):
            _write(folder / relative, _filled(text, values))
        _write(folder / "shared.js", _text(source / "shared.js"))
        _write(folder / "settings.json", _settings(places, command))
    package = places.support / "premiere" / "Cleanplate.ccx"
    write_whole(_zipped(uxp), package, overwrite=True)
    return Installation(
        (cep, uxp, package),
        (
            "Premiere 25.6 and newer: open Cleanplate.ccx with Creative Cloud, or add the folder in the UXP "
            "Developer Tool; the panel is in Window > UXP Plugins",
            "All versions with CEP: the panel is in Window > Extensions; as it is not signed, set "
            "PlayerDebugMode to 1 for your CSXS version, as Adobe describes",
            f"Deliver as {places.exchange}/SEQUENCE_cleanplate_v001.xml, which Bring back looks for",
        ),
    )


def _hosts(name: str) -> Traversable:
    return files("resources.hosts") / name


def _text(source: Traversable) -> str:
    return source.read_text("utf-8")


def _tree(folder: Traversable, above: str = "") -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        name = f"{above}{entry.name}"
        found += _tree(entry, f"{name}/") if entry.is_dir() else [(name, _text(entry))]
    return found


def _filled(template: str, values: dict[str, str]) -> str:
    for name, value in values.items():
        template = template.replace(f"@{name}@", value)
    return template


def _settings(places: Places, command: Sequence[str]) -> str:
    document = {"command": list(command), "folder": places.exchange.as_posix()}
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise write_error(path, error) from error
    write_whole(text.encode(), path, overwrite=True)


def _zipped(folder: Path) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                archive.write(path, path.relative_to(folder).as_posix())
    return packed.getvalue()
