"""How the tables of saved views came to be what they are."""
