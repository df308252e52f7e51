"""How the clip is shown, chosen with the effect before one's eyes; nothing of it is delivered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PyQt6 import sip
from PyQt6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from editor.errors import CleanplateError
from editor.media.screen_colour.settings import BUILT_IN, ScreenColour
from ui.colour.choices import ColourChoices, read_choices
from ui.desk.desk import Desk
from ui.language import Text, on_language_change, said, say
from ui.languages.errors import told as told_error
from ui.theme.controls import choose_button, dim_label, row

_ACES_2 = "ocio://studio-config-v4.0.0_aces-v2.0_ocio-v2.5"
_WIDTH_PX = 520


class ScreenColourDialog(QDialog):
    """Config, space, display, view, look and LUT of the clip that is shown.

    Parameters
    ----------
    desk : Desk
        The clip and how it is shown.
    parent : QWidget or None
        Over which it is shown.
    """

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._serial = 0
        self._is_filling = False
        self._choices = ColourChoices((), (), ())
        say(self.setWindowTitle, lambda: self.tr("Colours on the screen"))
        self.config = self._box(lambda: self.tr("Config"))
        for name in ("", BUILT_IN, _ACES_2):
            self.config.addItem("", name)
        self.space = self._box(lambda: self.tr("The clip is in"))
        self.display = self._box(lambda: self.tr("Display"))
        self.view = self._box(lambda: self.tr("View"))
        self.look = self._box(lambda: self.tr("Look"))
        self.lut = self._box(lambda: self.tr("LUT"))
        self.lut.addItem("", "")
        self.said = dim_label()
        self._name_choices()
        on_language_change(self, self._speak)
        self._lay_out()
        self._show_kept()
        self.config.currentIndexChanged.connect(lambda _index: self._read())
        self.display.currentIndexChanged.connect(lambda _index: self._fill_views())
        for box in (self.space, self.view, self.look, self.lut):
            box.currentIndexChanged.connect(lambda _index: self._apply())
        desk.frames.clip_changed.connect(self._show_kept)
        desk.turns.soon(self._read)  # which takes Python's time, too: first the dialog is drawn

    def choose_config(self, path: Path) -> None:
        """Take a config from a file."""
        self._choose(self.config, path.name, str(path))

    def choose_lut(self, path: Path) -> None:
        """Apply a `.cube` file behind the view, or alone."""
        self._choose(self.lut, path.name, str(path))

    def reset(self) -> None:
        """Show the clip as it is."""
        self._desk.frames.show_colour(ScreenColour())
        self._show_kept()

    def _name_choices(self) -> None:
        """Write what is offered whatever the config has."""
        titles = (self.tr("That of the studio (OCIO)"), self.tr("ACES 1.3"), self.tr("ACES 2.0"))
        for place, title in enumerate(titles):
            self.config.setItemText(place, title)
        self.lut.setItemText(0, self.tr("none"))

    def _speak(self) -> None:
        """Write everything anew that depends on the language."""
        self._name_choices()
        self._take(self._choices)

    def _box(self, name: Text) -> QComboBox:
        box = QComboBox()
        say(box.setAccessibleName, name)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(18)
        return box

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        chooses = {self.config: self._ask_for_config, self.lut: self._ask_for_lut}
        for box in (self.config, self.space, self.display, self.view, self.look, self.lut):
            if box in chooses:
                button = choose_button(box, chooses[box])
                form.addRow(said(QLabel(), box.accessibleName), row(box, button, stretch=0))
            else:
                form.addRow(said(QLabel(), box.accessibleName), box)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.back = said(QPushButton(), lambda: self.tr("As it is"))
        say(self.back.setToolTip, lambda: self.tr("Show the clip without any of this."))
        self.back.setAutoDefault(False)
        buttons.addButton(self.back, QDialogButtonBox.ButtonRole.ResetRole)
        self.back.clicked.connect(lambda _checked: self.reset())
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(
            said(
                dim_label(),
                lambda: self.tr("This changes what the screen shows, and nothing that is delivered."),
            )
        )
        layout.addLayout(form)
        layout.addWidget(self.said)
        layout.addStretch(1)
        layout.addWidget(buttons)
        self.resize(_WIDTH_PX, self.sizeHint().height())

    # What can be chosen

    def _read(self) -> None:
        """Read the chosen config beside the window."""
        self._serial += 1
        serial, config, clip = self._serial, str(self.config.currentData()), self._desk.frames.clip
        self.said.setText(self.tr("Reading the config ..."))

        def done(choices: ColourChoices) -> None:
            if serial == self._serial and not sip.isdeleted(self):
                self._take(choices)

        def failed(error: CleanplateError) -> None:
            if serial == self._serial and not sip.isdeleted(self):
                self._take(ColourChoices((), (), ()))
                self.said.setText(told_error(error))

        self._desk.background.run(lambda: read_choices(config, clip), done, failed)

    def _take(self, choices: ColourChoices) -> None:
        self._choices = choices
        guess = self.tr("Probably it is in {0}.").format(choices.probable) if choices.probable else ""
        self.said.setText(guess)
        kept = self._desk.frames.colour
        self._is_filling = True
        self._fill(self.space, [self.tr("not said: shown as it is"), *choices.spaces], kept.space)
        self._fill(self.display, choices.displays, kept.display)
        self._fill(self.look, [self.tr("none"), *choices.looks], kept.look)
        self._is_filling = False
        self._fill_views()

    def _fill_views(self) -> None:
        if self._is_filling:
            return
        self._is_filling = True
        views = self._choices.views.get(self.display.currentText(), ())
        self._fill(self.view, views, self._desk.frames.colour.view)
        self._is_filling = False
        self._apply()

    def _fill(self, box: QComboBox, names: Sequence[str], chosen: str) -> None:
        box.clear()
        box.addItems(list(names))
        box.setCurrentIndex(max(0, box.findText(chosen)) if chosen else 0)
        box.setEnabled(bool(names))

    def _choose(self, box: QComboBox, title: str, value: str) -> None:
        place = box.findData(value)
        if place < 0:
            box.addItem(title, value)
            place = box.count() - 1
        box.setCurrentIndex(place)

    # What is chosen

    def _show_kept(self) -> None:
        """Show what the clip is shown by now."""
        kept = self._desk.frames.colour
        self._is_filling = True
        self._choose(self.lut, Path(kept.lut).name, kept.lut)
        self._choose(self.config, Path(kept.config).name, kept.config)
        self.space.setCurrentIndex(max(0, self.space.findText(kept.space)) if kept.space else 0)
        self.look.setCurrentIndex(max(0, self.look.findText(kept.look)) if kept.look else 0)
        self._is_filling = False

    def _apply(self) -> None:
        if self._is_filling or not self._choices.displays:
            if not self._is_filling:
                lut = str(self.lut.currentData())
                self._desk.frames.show_colour(replace(self._desk.frames.colour, lut=lut))
            return
        has_view = self.space.currentIndex() > 0
        for box in (self.display, self.view, self.look):
            box.setEnabled(has_view)
        self._desk.frames.show_colour(
            ScreenColour(
                config=str(self.config.currentData()),
                space=self.space.currentText() if has_view else "",
                display=self.display.currentText() if has_view else "",
                view=self.view.currentText() if has_view else "",
                look=self.look.currentText() if has_view and self.look.currentIndex() > 0 else "",
                lut=str(self.lut.currentData()),
            )
        )

    def _ask_for_config(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(
            self, self.tr("Colour config"), "", self.tr("Configs (*.ocio *.ocioz)")
        )
        if chosen:
            self.choose_config(Path(chosen))

    def _ask_for_lut(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, self.tr("LUT"), "", self.tr("LUTs (*.cube)"))
        if chosen:
            self.choose_lut(Path(chosen))


def badge(colour: ScreenColour) -> str:
    """Name how the clip is shown, for a badge; empty where it is shown as it is."""
    parts = [colour.view, colour.display] if colour.has_view else []
    parts += [colour.look] if colour.has_view and colour.look else []
    parts += [Path(colour.lut).name] if colour.lut else []
    return ", ".join(parts)
