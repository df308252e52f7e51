"""Text in many scripts, drawn with the fonts of the system.

Skia shapes the text (Arabic joins, Devanagari stacks, Hebrew runs from the right) and takes letters that a
font lacks from another. A script counts as there when some font of the system has all letters of its phrases.
"""

# ruff: noqa: RUF001 - letters of other scripts are meant

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

import numpy as np
import skia
from numpy.typing import NDArray

from editor.datasets.synthetic.camera import Random

PHRASES = MappingProxyType(
    {
        "Latin": ("Where have you been all day?", "I told you: never again!", "Wir sehen uns morgen früh."),
        "Cyrillic": ("Где ты был весь день?", "Я же говорил: больше никогда!", "Увидимся завтра утром."),
        "Greek": ("Πού ήσουν όλη μέρα;", "Τα λέμε αύριο το πρωί."),
        "Arabic": ("أين كنت طوال اليوم؟", "نلتقي غدا صباحا."),
        "Hebrew": ("איפה היית כל היום?", "נתראה מחר בבוקר."),
        "Armenian": ("Որտե՞ղ էիր ամբողջ օրը", "Կտեսնվենք վաղը առավոտյան"),
        "Georgian": ("სად იყავი მთელი დღე?", "ხვალ დილით შევხვდებით."),
        "Devanagari": ("तुम सारा दिन कहाँ थे?", "कल सुबह मिलते हैं।"),
        "Bengali": ("তুমি সারাদিন কোথায় ছিলে?", "কাল সকালে দেখা হবে।"),
        "Tamil": ("நாள் முழுவதும் எங்கே இருந்தாய்?", "நாளை காலை சந்திப்போம்."),
        "Thai": ("คุณไปอยู่ไหนมาทั้งวัน", "เจอกันพรุ่งนี้เช้า"),
        "Chinese": ("你一整天都去哪儿了？", "我说过：再也不会了！", "明天早上见。"),
        "Japanese": ("一日中どこにいたの？", "また明日の朝ね。"),
        "Korean": ("하루 종일 어디 있었어?", "내일 아침에 보자."),
    }
)
"""What subtitles say, by script."""

_FROM_THE_RIGHT = frozenset({"Arabic", "Hebrew"})
_ISOLATE, _END_ISOLATE = "\u2067", "\u2069"


@dataclass(frozen=True, slots=True)
class TextLook:
    """How text looks.

    Attributes
    ----------
    family : str
        Of the font; letters it lacks come from others.
    size_px : float
        Of the letters.
    colour : tuple of int
        RGB.
    outline_px : float
        Of the black outline; 0 for none.
    shadow_px : float
        How far the shadow falls; 0 for none.
    box : float
        How much the dark box behind it covers, 0 to 1.
    is_bold, is_italic : bool
        Its cut.
    """

    family: str
    size_px: float
    colour: tuple[int, int, int] = (255, 255, 255)
    outline_px: float = 0.0
    shadow_px: float = 0.0
    box: float = 0.0
    is_bold: bool = False
    is_italic: bool = False


def phrases(script: str) -> tuple[str, ...]:
    """Give the phrases of a script, each marked to run from the right where the script does."""
    if script in _FROM_THE_RIGHT:
        return tuple(f"{_ISOLATE}{phrase}{_END_ISOLATE}" for phrase in PHRASES[script])
    return PHRASES[script]


@cache
def families() -> tuple[str, ...]:
    """Name the font families of the system."""
    manager = skia.FontMgr()
    return tuple(sorted({manager.getFamilyName(at) for at in range(manager.countFamilies())}))


@cache
def families_of(script: str) -> tuple[str, ...]:
    """Name the font families that have all letters of a script's phrases."""
    letters = {ord(letter) for phrase in PHRASES[script] for letter in phrase}
    found = []
    for family in families():
        font = skia.Font(skia.Typeface(family))
        if all(font.unicharToGlyph(letter) for letter in letters):
            found.append(family)
    return tuple(found)


def scripts() -> tuple[str, ...]:
    """Name the scripts that the system has fonts for."""
    return tuple(script for script in PHRASES if families_of(script))


def draw_look(script: str, height: int, random: Random) -> TextLook:
    """Choose how a clip's subtitles look."""
    colours = ((255, 255, 255), (255, 255, 255), (245, 225, 70), (200, 235, 255))
    size_px = float(height * random.uniform(0.05, 0.085))
    kind = int(random.integers(4))
    return TextLook(
        family=str(random.choice(families_of(script))),
        size_px=size_px,
        colour=colours[int(random.integers(len(colours)))],
        outline_px=size_px * 0.09 if kind in (0, 1) else 0.0,
        shadow_px=size_px * 0.08 if kind in (1, 2) else 0.0,
        box=float(random.uniform(0.45, 0.9)) if kind == 3 else 0.0,
        is_bold=bool(random.random() < 0.4),
        is_italic=bool(random.random() < 0.2),
    )


def lettered(
    text: str, look: TextLook, width: int, height: int, centre: tuple[float, float]
) -> NDArray[np.uint8]:
    """Draw text on nothing: H x W x 4, RGBA, not premultiplied.

    Parameters
    ----------
    text : str
        Some lines.
    look : TextLook
        How it looks.
    width, height : int
        Of the picture, pixels; the text is broken where it would be wider.
    centre : tuple of float
        Its middle, x and y in pixels.
    """
    pixels = np.zeros((height, width, 4), np.uint8)
    surface = skia.Surface(pixels, colorType=skia.kRGBA_8888_ColorType, alphaType=skia.kUnpremul_AlphaType)
    fill = skia.Paint(Color=skia.Color(*look.colour), AntiAlias=True)
    paragraph = _paragraph(text, look, fill)
    paragraph.layout(width * 0.92)
    left, top = centre[0] - width * 0.46, centre[1] - paragraph.Height / 2
    with surface as canvas:
        if look.box:
            canvas.drawRect(
                _box(paragraph, look, centre), skia.Paint(Color4f=skia.Color4f(0, 0, 0, look.box))
            )
        if look.shadow_px:
            shade = skia.Paint(Color=skia.Color(0, 0, 0, 160), AntiAlias=True)
            shade.setMaskFilter(skia.MaskFilter.MakeBlur(skia.kNormal_BlurStyle, look.shadow_px / 2))
            _paint(canvas, _paragraph(text, look, shade), width, left + look.shadow_px, top + look.shadow_px)
        if look.outline_px:
            pen = skia.Paint(Color=skia.ColorBLACK, AntiAlias=True, Style=skia.Paint.kStroke_Style)
            pen.setStrokeWidth(2 * look.outline_px)
            pen.setStrokeJoin(skia.Paint.kRound_Join)
            _paint(canvas, _paragraph(text, look, pen), width, left, top)
        paragraph.paint(canvas, left, top)
    return pixels


def _paint(
    canvas: skia.Canvas, paragraph: skia.textlayout_Paragraph, width: int, left: float, top: float
) -> None:
    paragraph.layout(width * 0.92)
    paragraph.paint(canvas, left, top)


def _box(paragraph: skia.textlayout_Paragraph, look: TextLook, centre: tuple[float, float]) -> skia.Rect:
    half_width = paragraph.LongestLine / 2 + look.size_px * 0.4
    half_height = paragraph.Height / 2 + look.size_px * 0.15
    return skia.Rect(
        centre[0] - half_width, centre[1] - half_height, centre[0] + half_width, centre[1] + half_height
    )


def _paragraph(text: str, look: TextLook, paint: skia.Paint) -> skia.textlayout_Paragraph:
    fonts = skia.textlayout_FontCollection()
    fonts.setDefaultFontManager(skia.FontMgr())
    style = skia.textlayout_TextStyle()
    style.setFontFamilies([look.family])
    style.setFontSize(look.size_px)
    style.setFontStyle(_cut(look))
    style.setForegroundPaint(paint)
    layout = skia.textlayout_ParagraphStyle()
    layout.setTextAlign(skia.textlayout_TextAlign.kCenter)
    builder = skia.textlayout_ParagraphBuilder(layout, fonts, skia.Unicodes.ICU.Make())
    builder.pushStyle(style)
    builder.addText(text)
    return builder.Build()


def _cut(look: TextLook) -> skia.FontStyle:
    if look.is_bold:
        return skia.FontStyle.BoldItalic() if look.is_italic else skia.FontStyle.Bold()
    return skia.FontStyle.Italic() if look.is_italic else skia.FontStyle.Normal()
