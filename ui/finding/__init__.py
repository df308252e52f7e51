"""Finding what is to be removed without painting it: the dialog, and objects made of what was found."""
