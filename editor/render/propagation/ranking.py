"""What is told of each frame, and which to correct next, as a JSON document."""

from __future__ import annotations

import json
from pathlib import Path

from editor.render.propagation.record import Made, MadeMatte

_MOST_ADVICE = 5
_DIGITS = 4


def confidence_document(clip: str, frames: range, made: Made, keys: dict[str, set[int]]) -> str:
    """Describe every frame.

    Parameters
    ----------
    clip : str
        As the user named it.
    frames : range
        Those that were to be made.
    made : Made
        The mattes by object and frame.
    keys : dict of str to set of int
        Key frames of each object.
    """
    from engines.propagate.ranking import next_corrections

    expected = {name: {at: one.confidence for at, one in mattes.items()} for name, mattes in made.items()}
    advice = {
        name: list(next_corrections(values, sorted(keys.get(name, ())), _MOST_ADVICE))
        for name, values in expected.items()
    }
    described = [
        {
            "index": index,
            "objects": {name: _described(made[name], index) for name in made if index in made[name]},
        }
        for index in frames
    ]
    return json.dumps({"clip": clip, "frames": described, "correct_next": advice}, indent=1)


def write_confidence(path: Path, text: str) -> None:
    """Write the document whole or not at all.

    Raises
    ------
    OSError
        If the disk is full or the folder not writable.
    """
    partial = path.with_name(f".{path.name}.partial")
    partial.write_text(text, encoding="utf-8")
    partial.replace(path)


def _described(mattes: dict[int, MadeMatte], index: int) -> dict[str, object]:
    from engines.propagate.confidence import telling
    from engines.propagate.contract import Reason

    one = mattes[index]
    doubts = {Reason[name]: value for name, value in one.doubts.items()}
    return {
        "confidence": round(one.confidence, _DIGITS),
        "is_key": one.is_key,
        "reasons": [reason.value for reason in telling(doubts)],
        "doubts": {Reason[name].value: round(value, _DIGITS) for name, value in one.doubts.items()},
    }
