"""How the tables of notes came to be what they are."""
