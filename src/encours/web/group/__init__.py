"""The entities of the group side by side."""
