"""`cleanplate train`: networks learn from folders of pictures and clips; one file a verb."""

from __future__ import annotations

import typer

from editor.cli.train.fill import fill_command
from editor.cli.train.flow import flow_command
from editor.cli.train.people import people_command
from editor.cli.train.segment import segment_command
from editor.cli.train.shot import shot_command

app = typer.Typer(help="Train the networks, on your own pictures and clips.", no_args_is_help=True)

_FILLING = {
    "sttn": "Train STTN, which fills holes from all frames of a clip at once.",
    "opn": "Train OPN, which fills holes ring by ring from what other frames remember.",
    "tcn": "Train TCN, which steadies what OPN filled; OPN has to be there.",
    "rnot": "Train RNoT, which fills a hole in one pass.",
    "auto-sttn": "Train Auto-STTN, which takes text and logos away without being told where they are.",
}


@app.callback()
def _group() -> None:
    """Train the networks, on your own pictures and clips."""


app.command("flow")(flow_command)
app.command("people")(people_command)
app.command("segment")(segment_command)
app.command("shot")(shot_command)
for _network, _helped in _FILLING.items():
    app.command(_network)(fill_command(_network, f"{_helped} The model lands in --out with its card."))
