"""Views people keep: the filters, columns and order of a table under a name."""
