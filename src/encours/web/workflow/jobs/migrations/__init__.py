"""How the tables of jobs came to be what they are."""
