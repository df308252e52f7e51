"""Shapes come back from other programs' files as the mattes they were."""

from __future__ import annotations

import ast
import sys
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from mask_scenes import GRID, NO_PICTURES, dab, masked, polygon

from editor.errors import UsageError
from editor.masks.errors import MaskFileError
from editor.masks.evaluate.evaluator import Evaluator
from editor.masks.exchange.beziers import as_bezier, feather_places, with_feather
from editor.masks.exchange.natron_reading import read_natron
from editor.masks.exchange.natron_writing import write_natron
from editor.masks.exchange.nuke_reading import read_nuke
from editor.masks.exchange.nuke_writing import write_nuke
from editor.masks.exchange.svg_reading import read_svg
from editor.masks.exchange.svg_writing import write_svg
from editor.masks.levels import Matte
from editor.masks.model.frames import FrameSpan
from editor.masks.model.objects import MaskedObject
from editor.masks.model.shapes import Box, Interpolation, Operation, Point, Shape, ShapeKey, ShapeKind

OUTLINE = tuple(
    Point(x, y, -0.05, 0.05, 0.05, -0.05, feather)
    for x, y, feather in ((0.3, 0.3, 0.1), (0.7, 0.4, 0.0), (0.5, 0.8, 0.05))
)
LATER = tuple(point._replace(x=point.x + 0.2, feather=point.feather / 2) for point in OUTLINE)
STILL = Shape(ShapeKind.BEZIER, (ShapeKey(0, OUTLINE),), name="Head")
MOVING = Shape(ShapeKind.BEZIER, (ShapeKey(2, OUTLINE), ShapeKey(8, LATER)), span=FrameSpan(1, 9))
HOLE = replace(polygon((0.4, 0.4), (0.5, 0.4), (0.5, 0.5)), operation=Operation.SUBTRACT)
TURNING = Shape(
    ShapeKind.RECTANGLE,
    (ShapeKey(0, (), Box(0.3, 0.5, 0.2, 0.4)), ShapeKey(6, (), Box(0.6, 0.5, 0.2, 0.4, 90))),
)
SPLINE = Shape(ShapeKind.B_SPLINE, (ShapeKey(0, OUTLINE),))
EASED = replace(MOVING, keys=(replace(MOVING.keys[0], interpolation=Interpolation.EASED), MOVING.keys[1]))
SHAPES = {"still": STILL, "moving": MOVING, "turning": TURNING, "spline": SPLINE, "eased": EASED}

each_shape = pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES.keys())


def at(frame: int, *objects: MaskedObject) -> Matte:
    return Evaluator(GRID, NO_PICTURES.__getitem__).evaluate(frame, objects)


def differences(mine: MaskedObject, theirs: MaskedObject) -> list[int]:
    frames = range(-1, 12)
    return [int(np.abs(at(frame, mine).astype(int) - at(frame, theirs)).max()) for frame in frames]


@each_shape
def test_any_shape_is_a_bezier_curve_that_moves_alike(shape: Shape) -> None:
    assert max(differences(masked(shape), masked(as_bezier(shape, GRID, {})))) <= 2


def test_feather_is_told_by_places_and_back() -> None:
    inwards = tuple(point._replace(feather=-0.07) for point in OUTLINE)
    for points in (OUTLINE, inwards, OUTLINE[::-1]):
        plain = tuple(point._replace(feather=0.0) for point in points)
        back = with_feather(plain, feather_places(points, GRID), GRID)
        assert [point.feather for point in back] == pytest.approx([point.feather for point in points])


@each_shape
def test_natron_scripts_come_back(shape: Shape, tmp_path: Path) -> None:
    path = tmp_path / "roto.py"
    assert write_natron(path, [masked(shape, HOLE)], GRID, first_frame=1001) == ()
    (back,) = read_natron(path, GRID, first_frame=1001).objects
    assert max(differences(masked(shape, HOLE), back)) <= 10
    ast.parse(path.read_text())


def test_nuke_nodes_come_back(tmp_path: Path) -> None:
    path = tmp_path / "roto.nk"
    assert write_nuke(path, [masked(STILL, HOLE), masked(SPLINE)], GRID) == ()
    first, second = read_nuke(path, GRID).objects
    assert max(differences(masked(STILL, HOLE), first)) <= 3
    assert max(differences(masked(SPLINE), second)) <= 3
    assert [layer.name for layer in first.layers if isinstance(layer, Shape)] == ["Head", "Bezier2"]


class Keys:
    """Stands for an animated control point of Nuke."""

    def __init__(self) -> None:
        self.at: dict[int, tuple[float, ...]] = {}

    def addPositionKey(self, frame: int, place: tuple[float, ...]) -> None:  # noqa: N802
        self.at[frame] = place


class NukePoint:
    """Stands for `nuke.rotopaint.ShapeControlPoint`."""

    def __init__(self, *_: float) -> None:
        self.center, self.leftTangent, self.rightTangent = Keys(), Keys(), Keys()
        self.featherCenter, self.featherLeftTangent, self.featherRightTangent = Keys(), Keys(), Keys()


class NukeShape(list[NukePoint]):
    """Stands for `nuke.rotopaint.Shape` and its attributes."""

    kVisibleAttribute = "vis"  # noqa: N815

    def __init__(self, _: object) -> None:
        super().__init__()
        self.name = ""
        self.values: dict[tuple[int, str], float] = {}

    def getAttributes(self) -> NukeShape:  # noqa: N802
        return self

    def set(self, frame: int, name: str, value: float) -> None:
        self.values[frame, name] = value


def made_in_nuke(script: str, monkeypatch: pytest.MonkeyPatch) -> list[NukeShape]:
    """Run a script with stand-ins for Nuke, and give the shapes that it made."""
    made: list[NukeShape] = []
    curves = SimpleNamespace(rootLayer=made, changed=lambda: None)
    rotopaint = SimpleNamespace(Shape=NukeShape, ShapeControlPoint=NukePoint, CVec3=lambda *place: place)
    nodes = SimpleNamespace(Roto=lambda **_: {"curves": curves})
    nuke = SimpleNamespace(nodes=nodes, rotopaint=rotopaint)
    monkeypatch.setitem(sys.modules, "nuke", nuke)  # type: ignore[arg-type]
    monkeypatch.setitem(sys.modules, "nuke.rotopaint", rotopaint)  # type: ignore[arg-type]
    exec(compile(script, "roto.py", "exec"), {})
    return made


def test_a_nuke_script_makes_the_shapes_with_all_their_keyframes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "roto.py"
    assert write_nuke(path, [masked(MOVING, HOLE)], GRID, first_frame=1001) == ()
    moving, hole = made_in_nuke(path.read_text(), monkeypatch)
    assert sorted(moving[0].center.at) == [1003, 1009]
    assert sorted(hole[0].center.at) == [1001]
    assert moving[1].center.at[1009] == pytest.approx((0.9 * 160, 90 - 0.4 * 90, 1))
    assert moving[1].leftTangent.at[1003] == pytest.approx((-0.05 * 160, -0.05 * 90, 0))
    assert np.hypot(*moving[0].featherCenter.at[1003][:2]) == pytest.approx(0.1 * 90, abs=1e-3)
    assert {moving.values[frame, "vis"] for frame in (1001, 1011)} == {0}
    assert {moving.values[frame, "vis"] for frame in (1002, 1010)} == {1}
    assert hole.values == {(1001, channel): 0 for channel in "rgba"}


def test_the_node_that_nuke_wrote_is_read(tmp_path: Path) -> None:
    """Bits of floats, a key at frame 100, no feather of its own (`idem`), and other knobs around."""
    path = tmp_path / "shot.nk"
    path.write_text(
        'version 13.2\nRoot {\n name "my shot {1}"\n}\nGroup {\n name G\n}\n RotoPaint {\n inputs 0\n'
        " curves {{{v x3f99999a} {f 0} {n {layer Root {f 2097152} {t x42a00000 x42340000} {a}"
        " {curvegroup Square 512 bezier {{cc {f 8192} {px x42c80000"
        " {0 0} {x42000000 x41900000} {0 0} {0 0} {x43000000 x41900000} {0 0}"
        " {0 0} {x43000000 72} {0 0} {0 0} {x42000000 72} {0 0}}} idem}"
        " {tx x42c80000 0 0} {a osw x41200000 str 1}}}}}}\n name Paint7\n}\nend_group\n",
        encoding="utf-8",
    )
    (back,) = read_nuke(path, GRID).objects
    assert back.settings.name == "Paint7"
    wanted = polygon((0.2, 0.8), (0.8, 0.8), (0.8, 0.2), (0.2, 0.2))
    assert max(differences(masked(wanted), back)) <= 1
    (shape,) = back.layers
    assert isinstance(shape, Shape)
    assert shape.keys[0].frame == 99


@pytest.mark.parametrize("shape", [MOVING, TURNING, STILL], ids=["moving", "turning", "still"])
def test_svg_pictures_come_back_frame_by_frame(shape: Shape, tmp_path: Path) -> None:
    hard = replace(shape, keys=tuple(without_feather(key) for key in shape.keys))
    thing = masked(hard, HOLE)
    assert write_svg(tmp_path, [thing], range(10), GRID) == ()
    (back,) = read_svg({frame: tmp_path / f"{frame:05d}.svg" for frame in range(10)}).objects
    for frame in range(10):
        assert np.abs(at(frame, thing).astype(int) - at(frame, back)).max() <= 3


def without_feather(key: ShapeKey) -> ShapeKey:
    return replace(key, points=tuple(point._replace(feather=0.0) for point in key.points))


SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 160 90">{}</svg>'
SVG_SQUARE = polygon((0.25, 1 / 3), (0.5, 1 / 3), (0.5, 2 / 3), (0.25, 2 / 3))


@pytest.mark.parametrize(
    "element",
    [
        '<rect x="40" y="30" width="40" height="30"/>',
        '<polygon points="40,30 80,30 80,60 40,60"/>',
        '<path d="M40 30h40v30H40z"/>',
        '<path d="m40,30l40,0 0,30-40,0z"/>',
        '<path d="M40 30L80 30C80 40 80 50 80 60Q60 60 40 60Z"/>',
        '<g transform="translate(40 30) scale(2,1)"><rect width="20" height="30"/></g>',
        '<g transform="rotate(90 60 45)"><rect x="45" y="25" width="30" height="40"/></g>',
        '<g transform="matrix(1 0 0 1 40 30)"><path d="M0 0 40 0 40 30 0 30"/></g>',
        '<defs><rect width="9" height="9"/></defs><path d="M40 30h40v30H40" style="fill: white"/>',
    ],
)
def test_a_square_can_be_said_in_many_ways(element: str, tmp_path: Path) -> None:
    path = tmp_path / "a.svg"
    path.write_text(SVG.format(element))
    (back,) = read_svg({0: path}).objects
    assert np.abs(at(0, back).astype(int) - at(0, masked(SVG_SQUARE))).max() <= 1


@pytest.mark.parametrize(
    "element",
    [
        '<circle cx="80" cy="45" r="30"/>',
        '<ellipse cx="80" cy="45" rx="30" ry="30"/>',
        '<path d="M50 45A30 30 0 0 1 110 45A30 30 0 0 1 50 45Z"/>',
        '<path d="M80 15a30 30 0 1 0 0.001 0Z"/>',
        '<path d="M50 45A15 15 90 1 1 110 45A1 1 0 1 1 50 45"/>',
    ],
)
def test_so_can_a_circle(element: str, tmp_path: Path) -> None:
    path = tmp_path / "a.svg"
    path.write_text(SVG.format(element))
    (back,) = read_svg({0: path}).objects
    circle = Shape(ShapeKind.ELLIPSE, (ShapeKey(0, (), Box(0.5, 0.5, 60 / 160, 60 / 90)),))
    matte, wanted = at(0, back).astype(int), at(0, masked(circle))
    assert np.abs(matte - wanted).max() <= 48
    assert matte.sum() == pytest.approx(wanted.sum(), rel=4e-3)


def test_smooth_curves_of_svg_mirror_their_handles(tmp_path: Path) -> None:
    short, long = tmp_path / "short.svg", tmp_path / "long.svg"
    start, end = '<path d="M20 45C20 20 50 20 50 45', '140 45V80H20z"/>'
    short.write_text(SVG.format(f"{start}S80 70 80 45Q95 20 110 45T{end}"))
    long.write_text(SVG.format(f"{start}C50 70 80 70 80 45Q95 20 110 45Q125 70 {end}"))
    first, second = (read_svg({0: path}).objects[0] for path in (short, long))
    assert np.array_equal(at(0, first), at(0, second))


def test_black_shapes_of_svg_take_away(tmp_path: Path) -> None:
    path = tmp_path / "a.svg"
    white, black = '<rect width="160" height="90"/>', '<path d="M40 30h40v30H40z" fill="#000"/>'
    path.write_text(SVG.format(white + black))
    matte = at(0, read_svg({0: path}).objects[0])
    assert matte[45, 60] == 0
    assert matte[5, 5] == 255


def test_what_others_cannot_have_is_said(tmp_path: Path) -> None:
    thing = masked(STILL, dab(0.5, 0.5, 0.1), replace(STILL, operation=Operation.INTERSECT))
    notices = write_nuke(tmp_path / "a.py", [thing], GRID)
    assert notices == (
        "thing: 1 strokes and mattes are left out",
        "thing: 1 open or intersecting shapes are left out",
    )
    assert write_natron(tmp_path / "b.py", [thing], GRID) == notices
    assert write_svg(tmp_path, [thing], [0], GRID) == (*notices, "the feather of shapes is left out")


def test_nodes_do_not_move_and_files_are_not_overwritten(tmp_path: Path) -> None:
    with pytest.raises(MaskFileError, match=r"a shape moves; write a \.py script instead"):
        write_nuke(tmp_path / "a.nk", [masked(MOVING)], GRID)
    with pytest.raises(MaskFileError, match=r"takes \.py and \.nk"):
        write_nuke(tmp_path / "a.txt", [masked(STILL)], GRID)
    write_natron(tmp_path / "a.py", [masked(STILL)], GRID)
    with pytest.raises(UsageError, match="exists already"):
        write_natron(tmp_path / "a.py", [masked(STILL)], GRID)


ENTITIES = '<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' + SVG.format("<text>&b;</text>")
OUTSIDE = '<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + SVG.format("<text>&a;</text>")
BAD_SVG = {
    "": "it is no XML",
    "<svg>": "it is no XML",
    "<html/>": "it is no SVG picture",
    SVG.format(""): "it has no filled shapes",
    SVG.format('<path d="M0 0 L1"/>'): "has 1 numbers after L",
    SVG.format('<path d="0 0"/>'): "cannot be read",
    SVG.format('<path d="M0 0 L1e300 1"/>'): "is too large",
    SVG.format('<path d="M0 0 <"/>'): "it is no XML",
    SVG.format('<rect width="3cm" height="2"/>'): "is not in pixels",
    SVG.format('<rect transform="warp(2)" width="3" height="2"/>'): "the transform warp is not known",
    SVG.format('<rect transform="matrix(2)" width="3" height="2"/>'): "not what they should be",
    '<svg xmlns="http://www.w3.org/2000/svg"><rect width="1" height="1"/></svg>': "is not in pixels",
    ENTITIES: "declares entities",
    OUTSIDE: "declares entities",
    SVG.format("<g>" * 5000 + "</g>" * 5000): "it is no XML",
}
BAD_NUKE = {
    "": "has no Roto node",
    "Blur { size 3 }": "has no Roto node",
    "Roto { curves {{{": "braces do not match",
    "Roto { } }": "braces do not match",
    "Roto " + "{" * 5000 + "}" * 5000: "nested too deeply",
    "Roto { curves {{curvegroup A 512 bezier {{cc {px 1 {0 0} {1 1}}}} {a}}}}": "not what they should be",
    "Roto { curves {{curvegroup A 512 bezier {{cc {px 1 {0 0} {x7f800000 1} {0 0}}}}}}}": "no finite number",
    "Roto { curves {{curvegroup A 512 bezier {{cc {p 1}}} {a}}}}": "stored in a way that is not known",
    "Roto { curves {{curvegroup A 512 bspline {{cc {px 1}}} {a}}}}": "has no Roto node",
}
BEZIER = "a = c.createBezier(0, 0, 1)\n"
BAD_NATRON = {
    "": "makes no closed shapes",
    "shape = (": "it is no Python script",
    "import os; os.system('true')": "makes no closed shapes",
    BEZIER + "a.setPointAtIndex(0, 1, 0, 0, 0, 0, 0, 0)": "makes no closed shapes",
    BEZIER + "a.setPointAtIndex(0, 1, 0, 0, 0, 0, 0, x)": "not what they should be",
    BEZIER + "a.setCurveFinished(1)\na.setPointAtIndex(3, 1, 0, 0, 0, 0, 0, 0)": "are missing",
    BEZIER + "a.setPointAtIndex(0, 1, 0, 0, 0, 0, 0, 1e999)": "is no number",
    "(" * 100_000: "it is no Python script",
}


@pytest.mark.parametrize(("text", "sentence"), BAD_SVG.items(), ids=range(len(BAD_SVG)))
def test_bad_svg_is_refused_in_one_sentence(text: str, sentence: str, tmp_path: Path) -> None:
    path = tmp_path / "a.svg"
    path.write_text(text, encoding="utf-8")
    refuse(lambda: read_svg({0: path}), sentence)


@pytest.mark.parametrize(("text", "sentence"), BAD_NUKE.items(), ids=range(len(BAD_NUKE)))
def test_bad_nuke_scripts_are_refused_in_one_sentence(text: str, sentence: str, tmp_path: Path) -> None:
    path = tmp_path / "a.nk"
    path.write_text(text, encoding="utf-8")
    refuse(lambda: read_nuke(path, GRID), sentence)


@pytest.mark.parametrize(("text", "sentence"), BAD_NATRON.items(), ids=range(len(BAD_NATRON)))
def test_bad_natron_scripts_are_refused_in_one_sentence(text: str, sentence: str, tmp_path: Path) -> None:
    path = tmp_path / "a.py"
    path.write_text(text, encoding="utf-8")
    refuse(lambda: read_natron(path, GRID), sentence)


def refuse(read: object, sentence: str) -> None:
    with pytest.raises(MaskFileError) as refused:
        read()  # type: ignore[operator]
    assert sentence in str(refused.value)
    assert "\n" not in str(refused.value)


def test_files_that_are_missing_or_no_text_are_named(tmp_path: Path) -> None:
    refuse(lambda: read_nuke(tmp_path / "gone.nk", GRID), "gone.nk: it cannot be read")
    (tmp_path / "a.nk").write_bytes(b"\xff\xfe\x00")
    refuse(lambda: read_nuke(tmp_path / "a.nk", GRID), "no UTF-8 text")
