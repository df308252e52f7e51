"""The main window: panels in their places, actions bound to what they do."""
