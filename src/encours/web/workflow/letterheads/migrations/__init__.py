"""Changes of the tables of keys, in order."""
