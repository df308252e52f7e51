"""How pictures are shown: display, view, look and LUT by OpenColorIO. What is delivered never comes here."""
