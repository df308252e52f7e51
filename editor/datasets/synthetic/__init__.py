"""Clips made up from photographs, whose truth is known: camera moves, cut-outs, what is burned in."""
