"""How the tables of dashboards came to be what they are."""
