"""Changes of the tables of portfolios, in order."""
