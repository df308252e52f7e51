#!/usr/bin/env python3
"""Takes the pictures of the window that the documents show, and tells which are older than what they show.

    python packaging/write_pictures.py            takes them all anew
    python packaging/write_pictures.py --check    only says which show something that has changed since

Beside the pictures it notes what the window was made of when they were taken: code, icons and the texts of
their language. A change that cannot be seen makes pictures count as old, too; taking them anew costs a minute
or two, and is needed for releases only.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = Path("docs") / "images"
NOTE = "shown.json"
_USUAL_SIZE = "1366x768@100"


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture in the documents.

    Attributes
    ----------
    name : str
        Of its file, below the folder of images.
    state : str
        What is shown, by its name in `ui.showing.states`.
    language : str
        Code of the language.
    size : str
        Of window and interface, as `python -m ui.showing` takes it.
    is_halved : bool
        Whether it is shown at half the size.
    """

    name: str
    state: str
    language: str = "en"
    size: str = _USUAL_SIZE
    is_halved: bool = False


PICTURES = (
    Picture("window.png", "remove", size="1440x860@100"),
    Picture("window/first-run.png", "first-run"),
    Picture("window/roto.png", "roto"),
    Picture("window/remove.png", "remove"),
    Picture("window/deliver.png", "deliver"),
    Picture("window/edit.png", "edit"),
    Picture("window/hole.png", "view-hole"),
    Picture("window/queue.png", "queue"),
    Picture("window/preferences.png", "dialog-preferences"),
    Picture("window/shortcuts.png", "dialog-shortcuts"),
    Picture("window/remove-200.png", "remove", size="1366x768@200"),
    Picture("window/remove-2560-200.png", "remove", size="2560x1440@200", is_halved=True),
    Picture("window/first-run-zh.png", "first-run", "zh_CN"),
    Picture("window/remove-zh.png", "remove", "zh_CN"),
    Picture("window/hole-zh.png", "view-hole", "zh_CN"),
    Picture("window/first-run-ru.png", "first-run", "ru"),
    Picture("window/remove-ru.png", "remove", "ru"),
    Picture("window/hole-ru.png", "view-hole", "ru"),
    Picture("window/remove-ru-200.png", "remove", "ru", size="1366x768@200"),
)


def main(words: Sequence[str]) -> int:
    """Take the pictures, or look at them; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--check", action="store_true", help="take none; fail where one is old")
    if not parser.parse_args(words).check:
        take(ROOT)
    old = stale(ROOT)
    for name in old:
        print(f"{FOLDER / name} is older than what it shows.", file=sys.stderr)
    return int(bool(old))


def take(root: Path) -> None:
    """Take all pictures anew, and note what they show."""
    # Before they are taken: what changes meanwhile makes them old.
    noted = {one.name: digest_of_window(root, one.language) for one in PICTURES}
    with tempfile.TemporaryDirectory() as temporary:
        sample = Path(temporary) / "sample"
        for (language, size), group in groupby(sorted(PICTURES, key=_look), _look):
            pictures = list(group)
            command = [sys.executable, "-m", "ui.showing", temporary, "--sample", str(sample)]
            command += ["--languages", language, "--sizes", size]
            command += ["--states", *sorted({one.state for one in pictures})]
            subprocess.run(command, cwd=root, check=True)
            for one in pictures:
                _place(Path(temporary) / language / f"{one.state}-{size}.png", root / FOLDER / one.name, one)
    text = json.dumps(noted, indent=2, sort_keys=True) + "\n"
    (root / FOLDER / NOTE).write_text(text, encoding="utf-8")


def stale(root: Path) -> list[str]:
    """Tell which pictures are gone, or show what has changed since they were taken.

    Parameters
    ----------
    root : Path
        The repository; one without such pictures has no old ones.

    Returns
    -------
    list of str
        Their names below the folder of images.
    """
    note = root / FOLDER / NOTE
    if not note.exists():
        return []
    noted: dict[str, str] = json.loads(note.read_text(encoding="utf-8"))
    languages = {one.name: one.language for one in PICTURES}
    now = {language: digest_of_window(root, language) for language in set(languages.values())}
    return [
        name
        for name, language in languages.items()
        if noted.get(name) != now[language] or not (root / FOLDER / name).exists()
    ]


def digest_of_window(root: Path, language: str) -> str:
    """Hash what the window is made of: its code, its icons, and its texts in a language."""
    summed = hashlib.sha256()
    for path in sorted(_parts(root, language)):
        summed.update(path.relative_to(root).as_posix().encode())
        # By lines, so that a checkout with other line ends is the same window.
        summed.update(b"\n".join(path.read_bytes().splitlines()))
    return summed.hexdigest()


def _parts(root: Path, language: str) -> Iterable[Path]:
    yield from (root / "ui").rglob("*.py")
    yield from (root / "resources" / "icons").glob("*.json")
    yield from (root / "resources" / "translations").glob(f"*_{language}.ts")


def _look(picture: Picture) -> tuple[str, str]:
    return picture.language, picture.size


def _place(taken: Path, place: Path, picture: Picture) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    if not picture.is_halved:
        shutil.copyfile(taken, place)
        return
    import cv2  # for this one alone: a release looks at the pictures without

    whole = cv2.imread(str(taken))
    if whole is not None:
        size = whole.shape[1] // 2, whole.shape[0] // 2
        cv2.imwrite(str(place), cv2.resize(whole, size, interpolation=cv2.INTER_AREA))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
