"""XML that is edited in its own text: every byte that is not meant to change stays.

A document is read once into a light tree that knows where each element lies. Edits are replacements of such
places, merged in the end; there is no way back from a tree to text.
"""
