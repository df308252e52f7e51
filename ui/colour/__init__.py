"""How the clip is shown: display, view, look and LUT."""
