"""From the texts in the source to what translators fill in, and from there to what Qt reads."""
