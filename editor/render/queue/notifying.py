"""A word on the desktop when a job ends; where there is no desktop, nothing happens."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress

_POWERSHELL = (
    "[Windows.UI.Notifications.ToastNotificationManager,Windows.UI.Notifications,ContentType=WindowsRuntime]"
    "|Out-Null;$t=[Windows.UI.Notifications.ToastNotificationManager]::GetTemplateContent(1);"
    "$x=$t.GetElementsByTagName('text');$x[0].AppendChild($t.CreateTextNode($args[0]))|Out-Null;"
    "$x[1].AppendChild($t.CreateTextNode($args[1]))|Out-Null;"
    "[Windows.UI.Notifications.ToastNotificationManager]::CreateToastNotifier('Cleanplate').Show($t)"
)


def notify(title: str, text: str) -> None:
    """Show a notification, and do not wait until it is seen."""
    command = command_for(sys.platform, title, text)
    if shutil.which(command[0]) is None:
        return
    with suppress(OSError):
        subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )


def command_for(platform: str, title: str, text: str) -> Sequence[str]:
    """Give the command that shows a notification on a platform, as `sys.platform` names it."""
    if platform == "darwin":
        return "osascript", "-e", f"display notification {json.dumps(text)} with title {json.dumps(title)}"
    if platform == "win32":
        return "powershell", "-NoProfile", "-Command", f"& {{{_POWERSHELL}}}", title, text
    return "notify-send", "--app-name=Cleanplate", "--", title, text
