"""What a Linux desktop reads about the program: entry, icon, file types, description."""

from __future__ import annotations

import re
import shutil
import subprocess
import tomllib
from configparser import ConfigParser
from pathlib import Path

import pytest
from lxml import etree

from editor import Project

ROOT = Path(__file__).parent.parent.parent
LINUX = ROOT / "packaging" / "linux"
MIME = {"m": "http://www.freedesktop.org/standards/shared-mime-info"}
NOT_RDNS = "cid-desktopapp-is-not-rdns"  # the project has no domain that a name could be made of


def entry() -> dict[str, str]:
    parser = ConfigParser(interpolation=None)
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read(LINUX / "cleanplate.desktop", encoding="utf-8")
    return dict(parser["Desktop Entry"])


def test_all_name_the_same_programs_and_types() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    description = etree.parse(LINUX / "cleanplate.metainfo.xml")
    types = etree.parse(LINUX / "cleanplate.xml")
    declared = [str(each) for each in types.xpath("//m:mime-type/@type", namespaces=MIME)]
    assert description.xpath("//provides/binary/text()") == [*project["scripts"], *project["gui-scripts"]]
    assert description.xpath("//provides/mediatype/text()") == declared
    assert entry()["MimeType"] == "".join(f"{name};" for name in declared)
    assert entry()["Exec"].split() == [*project["gui-scripts"], "%f"]
    assert description.findtext("project_license") == project["license"]


def test_a_project_is_known_by_its_contents_as_the_types_say(tmp_path: Path) -> None:
    Project.create(tmp_path / "p.cleanplate").close()
    begin = (tmp_path / "p.cleanplate").read_bytes()[:100]
    (match,) = etree.parse(LINUX / "cleanplate.xml").xpath("//m:match", namespaces=MIME)
    offset = int(match.get("offset"))
    assert begin[offset : offset + 4] == int(match.get("value"), 16).to_bytes(4, "big")


def test_the_icon_is_a_square_drawing_without_pictures_in_it() -> None:
    icon = etree.parse(LINUX / "cleanplate.svg").getroot()
    assert icon.get("width") == icon.get("height")
    assert not [each for each in icon.iter() if "href" in str(each.attrib)]


@pytest.mark.skipif(shutil.which("desktop-file-validate") is None, reason="desktop-file-utils is missing")
def test_the_entry_is_valid() -> None:
    done = subprocess.run(
        ["desktop-file-validate", str(LINUX / "cleanplate.desktop")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, "")


@pytest.mark.skipif(shutil.which("appstreamcli") is None, reason="appstream is missing")
def test_the_description_is_valid() -> None:
    done = subprocess.run(
        ["appstreamcli", "validate", "--no-net", "--no-color", str(LINUX / "cleanplate.metainfo.xml")],
        capture_output=True,
        text=True,
        check=False,
    )
    complaints = re.findall(r"^[EW]: \S+ (\S+)", done.stdout, flags=re.MULTILINE)
    assert set(complaints) <= {NOT_RDNS}, done.stdout


@pytest.mark.skipif(shutil.which("update-mime-database") is None, reason="shared-mime-info is missing")
def test_the_types_are_taken_in(tmp_path: Path) -> None:
    (tmp_path / "packages").mkdir()
    shutil.copy(LINUX / "cleanplate.xml", tmp_path / "packages")
    done = subprocess.run(
        ["update-mime-database", "-V", str(tmp_path)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    globs = (tmp_path / "globs").read_text(encoding="utf-8").splitlines()
    assert {"application/x-cleanplate:*.cleanplate", "application/x-otio+json:*.otio"} <= set(globs)
