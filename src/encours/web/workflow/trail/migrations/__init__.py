"""Changes of the tables of the trail, in order."""
