"""What all panels look at and act on: the document, the play head, the selection, the view."""
