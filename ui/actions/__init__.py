"""What can be done: declared once, for menus, keys, tooltips, the key sheet and the command search."""
