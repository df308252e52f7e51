"""The style: Fusion as a start, drawn over by us so that nothing looks as it comes from the shelf."""

from __future__ import annotations

from string import Template

from PyQt6.QtCore import QPointF, QRect, QRectF, Qt
from PyQt6.QtGui import QColor, QPainter, QPen, QPolygonF
from PyQt6.QtWidgets import QApplication, QProxyStyle, QStyle, QStyleOption, QWidget

from ui.theme.colours import ON_ACCENT, THEMES, Theme, flat_palette, palette

_SMALLEST_HIT_PX = 24
_HIT_OF_TEXT = 1.7
"""A button is so much higher than its text."""
_MARK_PX = 14
_TURNS_DEG = {
    QStyle.PrimitiveElement.PE_IndicatorArrowDown: 0,
    QStyle.PrimitiveElement.PE_IndicatorArrowLeft: 90,
    QStyle.PrimitiveElement.PE_IndicatorArrowUp: 180,
    QStyle.PrimitiveElement.PE_IndicatorArrowRight: 270,
}
_SHEET = Template("""
* { outline: none; }
QWidget { font-size: ${font}px; color: ${text}; }
QMainWindow, QDialog { background: ${window}; }
QMainWindow::separator { background: ${border}; width: 4px; height: 4px; }
QMainWindow::separator:hover { background: ${accent}; }
QMenuBar { background: ${window}; padding: 2px 4px; }
QMenuBar::item { padding: 6px 8px; border-radius: 3px; background: transparent; }
QMenuBar::item:selected { background: ${hover}; }
QMenu { background: ${panel}; border: ${line}px solid ${border}; padding: 4px 0; }
QMenu::item { padding: 4px 28px 4px 24px; }
QMenu::item:selected { background: ${accent}; color: ${on_accent}; }
QMenu::item:disabled { color: ${disabled}; background: transparent; }
QMenu::separator { height: 1px; background: ${border}; margin: 4px 8px; }
QMenu::indicator { width: 12px; height: 12px; left: 6px; }
QMenuBar QToolButton#qt_menubar_ext_button { min-width: 0; padding: 0; border: none; }
QToolTip { background: ${raised}; color: ${text}; border: 1px solid ${border}; padding: 4px 6px; }
QDockWidget { titlebar-close-icon: none; titlebar-normal-icon: none; }
QDockWidget::title { background: ${window}; padding: 5px 8px; text-align: left; }
QDockWidget > QWidget, QFrame#panel { background: ${panel}; }
QTabBar { background: ${window}; }
QTabBar::tab { background: ${window}; color: ${dim}; padding: 5px 12px; border: none;
  border-bottom: 2px solid transparent; }
QTabBar::tab:selected { color: ${text}; background: ${panel}; border-bottom: 2px solid ${accent}; }
QTabBar::tab:hover { color: ${text}; }
QTabBar::tab:focus { border-bottom: 2px solid ${text}; }
QPushButton, QToolButton { background: ${raised}; border: ${line}px solid ${border}; border-radius: 3px;
  padding: 3px 10px; min-height: ${control}px; }
QToolButton { padding: 2px; min-width: ${control}px; qproperty-iconSize: ${icon}px ${icon}px; }
QToolButton[tool="true"] { qproperty-iconSize: ${tool}px ${tool}px; }
QToolButton[flat="true"], QPushButton[flat="true"] { background: transparent; border-color: transparent; }
QPushButton:hover, QToolButton:hover { background: ${hover}; }
QPushButton:pressed, QToolButton:pressed { background: ${border}; }
QPushButton:checked, QToolButton:checked { background: ${accent}; color: ${on_accent};
  border-color: ${accent}; }
QPushButton:focus, QToolButton:focus { border: ${line}px solid ${accent}; }
QPushButton:checked:focus, QToolButton:checked:focus { border-color: #ffffff; }
QToolButton[quiet="true"]:checked { background: transparent; border-color: transparent; }
QPushButton:disabled, QToolButton:disabled { color: ${disabled}; background: ${panel}; }
QPushButton[primary="true"] { background: ${accent}; color: ${on_accent}; border-color: ${accent}; }
QPushButton[primary="true"]:disabled { background: ${panel}; color: ${disabled}; border-color: ${border}; }
QToolButton::menu-indicator { image: none; }
QLineEdit, QAbstractSpinBox, QPlainTextEdit, QTextEdit, QKeySequenceEdit { background: ${window}; }
QLineEdit, QAbstractSpinBox, QComboBox, QPlainTextEdit, QTextEdit, QKeySequenceEdit {
  border: ${line}px solid ${border}; border-radius: 3px; padding: 2px 6px; min-height: ${control}px;
  selection-background-color: ${accent}; selection-color: ${on_accent}; }
QLineEdit:focus, QAbstractSpinBox:focus, QComboBox:focus, QPlainTextEdit:focus { border-color: ${accent}; }
QLineEdit[bare="true"] { background: transparent; border: none; padding: 0; }
QLineEdit:disabled, QAbstractSpinBox:disabled, QComboBox:disabled { color: ${disabled}; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { width: 0; border: none; }
QComboBox::drop-down { width: ${arrow}px; }
QComboBox QAbstractItemView { background: ${panel}; border: 1px solid ${border};
  selection-background-color: ${accent}; }
QAbstractItemView { background: ${panel}; alternate-background-color: ${window}; border: none; }
QAbstractItemView::item { min-height: ${control}px; padding: 0 4px; }
QAbstractItemView::item:selected { background: ${hover}; color: #ffffff;
  border-left: 2px solid ${accent}; }
QTreeView::item:selected:middle, QTreeView::item:selected:last { border-left: 2px solid transparent; }
QAbstractItemView::item:hover:!selected { background: ${hover}; }
QTreeView::item:!selected { padding-right: 8px; }
QHeaderView::section { background: ${window}; color: ${dim}; border: none; padding: 4px 10px 4px 6px; }
QScrollBar { background: ${panel}; border: none; }
QScrollBar:vertical { width: 10px; } QScrollBar:horizontal { height: 10px; }
QScrollBar::handle { background: ${hover}; border-radius: 4px; min-height: 24px; min-width: 24px;
  margin: 1px; }
QScrollBar::handle:hover { background: ${disabled}; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QSlider { min-height: ${hit}px; }
QTabBar QToolButton { padding: 0; min-width: ${hit}px; border: none; border-radius: 0; }
QTabBar::scroller { width: ${scrollers}px; }
QPushButton::menu-indicator { width: ${arrow}px; }
QSlider::groove:horizontal { height: ${groove}px; background: ${border}; border-radius: 2px; }
QSlider::sub-page:horizontal { background: ${accent}; border-radius: 2px; }
QSlider::sub-page:horizontal:disabled { background: ${disabled}; }
QSlider::handle:horizontal { width: ${handle}px; margin: -${groove}px 0; border-radius: ${round}px;
  background: ${text}; }
QSlider::handle:horizontal:focus { border: 2px solid ${accent}; }
QProgressBar { background: ${border}; border: none; border-radius: 2px; text-align: center; }
QProgressBar::chunk { background: ${accent}; border-radius: 2px; }
QStatusBar { background: ${window}; } QStatusBar::item { border: none; }
QLabel[dim="true"] { color: ${dim}; }
QLabel[heading="true"] { font-weight: 600; }
QLabel[title="true"] { font-size: ${title}px; font-weight: 600; }
QLabel[badge="true"] { background: ${accent}; color: ${on_accent}; border-radius: 3px; padding: 1px 6px; }
QLabel[warning="true"] { background: #5a4a20; color: #ffffff; border-radius: 3px; padding: 4px 8px; }
QGroupBox { border: none; margin-top: 1.6em; font-weight: 600; }
QGroupBox::title { subcontrol-origin: margin; left: 0; padding: 2px 0; }
QSplitter::handle { background: ${border}; }
QScrollArea, QStackedWidget { background: transparent; border: none; }
QCheckBox { spacing: 6px; min-height: ${hit}px; }
QCheckBox::indicator, QAbstractItemView::indicator { width: ${mark}px; height: ${mark}px; }
QCheckBox:focus { color: ${accent}; }
""")


class NeutralStyle(QProxyStyle):
    """Marks, arrows and the focus ring in our own hand.

    Lengths stand in the sheet: Qt asks a style for some thousands of them whenever panels change places,
    which takes twice as long where Python answers.
    """

    def __init__(self, theme: Theme, percent: int) -> None:
        super().__init__("Fusion")
        self._theme, self._percent = theme, percent

    def drawPrimitive(
        self,
        element: QStyle.PrimitiveElement,
        option: QStyleOption | None,
        painter: QPainter | None,
        widget: QWidget | None = None,
    ) -> None:
        """Draw check marks, arrows and focus ourselves; Fusion draws the rest."""
        kinds = QStyle.PrimitiveElement
        if option is None or painter is None:
            return
        if element in (kinds.PE_IndicatorCheckBox, kinds.PE_IndicatorItemViewItemCheck):
            self._draw_check(option, painter)
        elif element in _TURNS_DEG:
            self._draw_arrow(option.rect, painter, _TURNS_DEG[element])
        elif element == kinds.PE_FrameFocusRect:
            painter.setPen(QPen(QColor(*self._theme.accent), 1))
            painter.drawRect(option.rect.adjusted(0, 0, -1, -1))
        else:
            super().drawPrimitive(element, option, painter, widget)

    def _draw_check(self, option: QStyleOption, painter: QPainter) -> None:
        states = QStyle.StateFlag
        box = QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -0.5)
        is_on = bool(option.state & states.State_On)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(*[self._theme.disabled] * 3))
        painter.setBrush(QColor(*(self._theme.accent if is_on else [self._theme.window] * 3)))
        painter.drawRoundedRect(box, 2, 2)
        if is_on:
            painter.setPen(QPen(Qt.GlobalColor.white, 1.8))
            places = ((0.22, 0.52), (0.43, 0.73), (0.79, 0.29))
            corners = [QPointF(box.x() + x * box.width(), box.y() + y * box.height()) for x, y in places]
            painter.drawPolyline(QPolygonF(corners))
        painter.restore()

    def _draw_arrow(self, rect: QRect, painter: QPainter, turn_deg: int) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(*[self._theme.dim] * 3), 1.5 * self._percent / 100))
        painter.translate(QRectF(rect).center())
        painter.rotate(turn_deg)
        size = self._percent / 100
        painter.drawPolyline(QPolygonF([size * QPointF(x, y) for x, y in ((-3.5, -2), (0, 1.5), (3.5, -2))]))
        painter.restore()


class WideExtension(QProxyStyle):
    """For the button of menus that found no room: the one control whose size no sheet can say."""

    def pixelMetric(
        self,
        metric: QStyle.PixelMetric,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
    ) -> int:
        """Let it grow with the text."""
        if metric == QStyle.PixelMetric.PM_ToolBarExtensionExtent and widget is not None:
            return max(_SMALLEST_HIT_PX, round(_HIT_OF_TEXT * widget.fontMetrics().height()))
        return super().pixelMetric(metric, option, widget)


def apply_theme(application: QApplication, name: str, percent: int) -> None:
    """Dress the whole program.

    Parameters
    ----------
    application : QApplication
        It.
    name : str
        Of the theme; an unknown one stands for `dark`.
    percent : int
        Size of text and controls; 100 is that of the system's font.
    """
    theme = THEMES.get(name, THEMES["dark"])
    sheet = style_sheet(theme, percent)
    if application.styleSheet() == sheet:
        return  # dressing takes half a second
    application.setStyle(NeutralStyle(theme, percent))
    application.setPalette(palette(theme))
    # Qt draws the arrow of a box as a button that stands out, in these shades. From a background in the
    # sheet it would make shades of its own; so there is none.
    application.setPalette(flat_palette(theme), "QComboBox")
    application.setStyleSheet(sheet)


def style_sheet(theme: Theme, percent: int) -> str:
    """Write the style sheet of a theme at a size."""
    greys = ("window", "panel", "raised", "border", "hover", "text", "dim", "disabled")
    colours = {name: "#" + 3 * f"{getattr(theme, name):02x}" for name in greys}
    return _SHEET.substitute(
        colours,
        on_accent="#" + 3 * f"{ON_ACCENT:02x}",
        accent="#{:02x}{:02x}{:02x}".format(*theme.accent),
        line=theme.border_px,
        font=scaled(_system_font_px(), percent),
        control=scaled(_SMALLEST_HIT_PX - 6, percent),
        hit=scaled(_SMALLEST_HIT_PX, percent),
        scrollers=2 * scaled(_SMALLEST_HIT_PX, percent),  # both of them
        mark=scaled(_MARK_PX, percent),
        arrow=scaled(16, percent),
        groove=2 * scaled(2, percent),
        handle=6 * scaled(2, percent),
        round=3 * scaled(2, percent),
        title=scaled(1.5 * _system_font_px(), percent),
        icon=scaled(16, percent),
        tool=scaled(20, percent),
    )


def scaled(length_px: float, percent: int) -> int:
    """Scale a length with the size of the interface."""
    return round(length_px * percent / 100)


def _system_font_px() -> float:
    font = QApplication.font()
    if font.pixelSize() > 0:
        return float(font.pixelSize())
    screen = QApplication.primaryScreen()
    return font.pointSizeF() * (screen.logicalDotsPerInch() if screen else 96.0) / 72
