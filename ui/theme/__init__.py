"""How the window looks: greys, style, icons."""
