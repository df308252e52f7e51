"""Final Cut Pro's FCPXML, versions 1.8 to 1.13.

Times are rational seconds (`1001/24000s`). Every element has a clock of its own: `start` is what that clock
says at its beginning, and the `offset` of what lies in it or is connected to it is read on it.
"""
