"""What editing programs are known to refuse, to misread or to drop, found before they do.

Each rule says where its knowledge comes from. A rule that nobody has measured is not here.
"""
