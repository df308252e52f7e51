"""How good a fill or a matte is: scores with published definitions."""
