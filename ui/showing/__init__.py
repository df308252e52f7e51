"""Pictures of the window in every state: for documents, and for looking at what a change did to it."""
