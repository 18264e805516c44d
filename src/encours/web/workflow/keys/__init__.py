"""Keys by which programs ask in the name of a person."""
