"""Changes of the tables of preferences, in order."""
