"""Names of steps in the history, which projects keep in English and the window shows translated."""

from __future__ import annotations

import re
from functools import cache

from ui.language import tr

STEPS_CONTEXT = "Steps"

STEPS: tuple[str, ...] = (
    "Accept as clean plate",
    "Accept frame",
    "Add track",
    "Add what was found",
    "Add {0}",
    "Add shot {0}",
    "Bring in clean plate",
    "Change track",
    "Change matte",
    "Change shape",
    "Change stroke",
    "Change shot {0}",
    "Change {0}",
    "Copy {0} to frame {1}",
    "Copy {0} to {1}",
    "Delete mask",
    "Draw b-spline",
    "Draw bezier",
    "Draw ellipse",
    "Draw polygon",
    "Draw rectangle",
    "Draw stroke",
    "Import mattes",
    "Import {0}",
    "Move keys",
    "Move keys of {0}",
    "Move matte",
    "Move shape",
    "Move stroke",
    "Move {0}",
    "Paint clean plate",
    "Paste keys of {0}",
    "Propagate",
    "Propagate {0}",
    "Relink {0}",
    "Remove clean plate",
    "Remove marker",
    "Remove matte",
    "Remove shape",
    "Remove stroke",
    "Remove track",
    "Remove shot {0}",
    "Remove {0}",
    "Select {0}",
    "Set marker",
    "Set matte",
    "Set {0}",
    "Solve for an overlay",
    "Unpin frame",
)
"""All that edits are called, `{0}` for names; what fits more than one is the first of them."""


def step_name(name: str) -> str:
    """Translate what a step is called; a name that nobody declared stays as it is."""
    first = name.split(" ", 1)[0]
    for declared in STEPS:
        if declared.split(" ", 1)[0] == first and (values := _values(declared, name)) is not None:
            return tr(STEPS_CONTEXT, declared).format(*values)
    return name


@cache
def _pattern(declared: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\\\{\d\\\}", "(.+)", re.escape(declared)))


def _values(declared: str, name: str) -> tuple[str, ...] | None:
    """Read what a name has in the places of the placeholders; None where it is another name."""
    match = _pattern(declared).fullmatch(name)
    return None if match is None else match.groups()
