"""Changes of the table of letterheads, in order."""
