"""`cleanplate models` as a user meets it: words in, exit status, sentences, files."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import torch

from editor.cli.main import status_of
from engines.nets.opn import OPN


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CLEANPLATE_MODELS", str(tmp_path / "my models ü"))
    torch.set_num_threads(1)
    return tmp_path / "my models ü"


@pytest.fixture
def checkpoint(tmp_path: Path) -> Path:
    net = OPN()
    torch.save({f"module.{key}": value for key, value in net.state_dict().items()}, tmp_path / "OPN é.pth")
    return tmp_path / "OPN é.pth"


class Program:
    def __init__(self, marker: Path) -> None:
        self.marker = marker

    def __reduce__(self) -> tuple[Callable[[str], int], tuple[str]]:
        return os.system, (f"touch '{self.marker}'",)


def test_a_model_is_imported_shown_verified_and_removed(
    checkpoint: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert status_of(["models", "import", str(checkpoint), "--json"]) == 0
    facts = json.loads(capsys.readouterr().out)
    assert (facts["name"], facts["network"], facts["source"]) == ("opn", "opn", "OPN é.pth")
    assert (facts["parameters"], facts["entries"]) == (3_420_422, 70)
    assert Path(facts["weights"]).parent == folder

    assert status_of(["models", "list"]) == 0
    assert "3,420,422" in capsys.readouterr().out
    assert status_of(["models", "list", "--json"]) == 0
    listed = json.loads(capsys.readouterr().out)
    assert listed[0] == facts
    assert "segment" in [one["name"] for one in listed[1:]]
    assert status_of(["models", "show", "opn"]) == 0
    assert "OPN (onion-peel network)" in capsys.readouterr().out
    assert status_of(["models", "verify"]) == 0
    assert "opn: as it was imported" in capsys.readouterr().out

    assert status_of(["models", "remove", "opn"]) == 0
    assert list(folder.iterdir()) == []
    assert status_of(["models", "remove", "opn"]) == 2
    assert "there is no model 'opn'" in capsys.readouterr().err


def test_the_card_takes_name_and_licence_of_the_user(
    checkpoint: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["models", "import", str(checkpoint), "--name", "mine", "--licence", "my own", "--network", "opn"]
    assert status_of([*words, "--json"]) == 0
    facts = json.loads(capsys.readouterr().out)
    assert (facts["name"], facts["licence"]) == ("mine", "my own")
    assert status_of(words) == 2
    assert "there is a model 'mine' already; allow replacing" in capsys.readouterr().err
    assert status_of([*words, "--replace"]) == 0


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "it is empty; fetch the file again."),
        (b"<html>", "it is no checkpoint; give another file."),
        (
            {"features.0.weight": torch.ones(3)},
            "are those of no network here; give a checkpoint of one of opn",
        ),
        ({"a": [1]}, "its entry 'a' is no tensor of weights; give another file."),
    ],
)
def test_what_cannot_be_imported_is_one_sentence(
    content: object, said: str, tmp_path: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.pth"
    if isinstance(content, bytes):
        path.write_bytes(content)
    else:
        torch.save(content, path)
    assert status_of(["models", "import", str(path)]) == 2
    written = capsys.readouterr().err
    assert written.startswith(f"cleanplate: {path}: ")
    assert said in written
    assert written.count("\n") == 1
    assert not folder.exists()


def test_a_checkpoint_that_would_execute_something_is_refused_whole(
    tmp_path: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    marker = tmp_path / "executed"
    torch.save({"netG": OPN().state_dict(), "more": Program(marker)}, tmp_path / "a.pth")
    assert status_of(["models", "import", str(tmp_path / "a.pth")]) == 2
    assert "loading it would call" in capsys.readouterr().err
    assert not marker.exists()
    assert not folder.exists()


def test_a_network_that_does_not_exist_is_refused(
    checkpoint: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert status_of(["models", "import", str(checkpoint), "--network", "vgg"]) == 2
    assert "there is no network 'vgg'; choose one of opn, tcn" in capsys.readouterr().err


def test_damage_is_noticed_by_list_and_told_by_verify(
    checkpoint: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert status_of(["models", "import", str(checkpoint)]) == 0
    assert status_of(["models", "import", str(checkpoint), "--name", "other"]) == 0
    weights = next(folder.glob("opn-*.safetensors"))
    weights.write_bytes(weights.read_bytes()[:-1000])
    capsys.readouterr()
    assert status_of(["models", "verify"]) == 2
    said = capsys.readouterr()
    assert "other: as it was imported" in said.out
    assert "the weights have changed since they were imported; import the checkpoint again." in said.err
    (folder / "opn.json").write_text("{")
    assert status_of(["models", "list"]) == 0
    said = capsys.readouterr()
    assert "other" in said.out
    assert "opn cannot be used" in said.err
    assert status_of(["models", "show", "opn"]) == 2
    assert "the card is damaged" in capsys.readouterr().err


def test_where_there_are_no_models_that_is_said(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("engines.nets.weights.files", lambda _: folder)
    assert status_of(["models", "list"]) == 0
    assert str(folder) in capsys.readouterr().err
    assert status_of(["models", "verify"]) == 0


def test_what_ships_with_the_program_is_listed_and_verified(capsys: pytest.CaptureFixture[str]) -> None:
    assert status_of(["models", "list"]) == 0
    assert "with the program" in capsys.readouterr().out
    assert status_of(["models", "verify", "segment"]) == 0
    assert status_of(["models", "show", "segment"]) == 0
    assert "never shown: blackswan" in capsys.readouterr().out
    assert status_of(["models", "remove", "segment"]) == 2
    assert "came with the program" in capsys.readouterr().err


@pytest.mark.skipif(os.name != "posix", reason="permissions are those of POSIX")
def test_a_folder_that_cannot_be_written_to_is_a_failure(
    checkpoint: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("CLEANPLATE_MODELS", str(tmp_path / "file" / "models"))
    assert status_of(["models", "import", str(checkpoint)]) == 1
    assert "it cannot be written to (not a directory)" in capsys.readouterr().err


def test_listing_models_does_not_import_torch(folder: Path) -> None:
    code = (
        "import sys; from editor.cli.main import status_of; status_of(['models', 'list']);"
        "sys.exit('torch' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
