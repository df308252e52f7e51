"""No action gets a key without a test that presses it: the tests of the window are read for that."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from ui.actions.keymap import normal, preset_keys

HERE = Path(__file__).parent
LISTS = ("PROMISED",)
"""What says which keys there are, and presses none."""

PRESSING = {"press", "keyClick", "keyPress", "hold"}


def pressed_keys(tree: ast.Module) -> Iterator[str]:
    """Find what a test presses: what `press` and its like are given, by itself or from a table."""
    for statement in tree.body:
        names = {node.id for node in ast.walk(statement) if isinstance(node, ast.Name)}
        if names & set(LISTS) and isinstance(statement, ast.Assign):
            continue
        for node in ast.walk(statement):
            if isinstance(node, ast.Call) and called(node) in PRESSING:
                yield from keys_in(node.args)
            elif isinstance(node, ast.Tuple | ast.List | ast.Set):
                yield from keys_in(node.elts)
            elif isinstance(node, ast.Dict):
                yield from keys_in([key for key in node.keys if key is not None])


def called(call: ast.Call) -> str:
    function = call.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def keys_in(nodes: list[ast.expr]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield normal(node.value)
        elif isinstance(node, ast.Attribute) and node.attr.startswith("Key_"):
            yield normal(node.attr.removeprefix("Key_"))


def test_every_action_with_a_key_is_triggered_by_it_in_a_test() -> None:
    pressed = {
        key
        for path in sorted(HERE.rglob("test_*.py"))
        if path != Path(__file__)
        for key in pressed_keys(ast.parse(path.read_text("utf-8")))
    }
    numbers = {f"object-{number}" for number in range(1, 10)}  # which one test presses in a loop
    untested = {
        action: keys
        for action, keys in preset_keys("editor").items()
        if keys and action not in numbers and not {normal(key) for key in keys} & pressed
    }
    assert not untested


def test_a_key_that_is_only_listed_is_not_pressed() -> None:
    lines = (
        'PROMISED = {"play": "Space"}',
        'press(viewer, "Ctrl+T")',
        'for key in ("N", "M"):',
        "    press(it, key)",
    )
    text = "\n".join(lines)
    assert set(pressed_keys(ast.parse(text))) == {"Ctrl+T", "N", "M"}
