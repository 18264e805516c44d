"""How much, split how: exact sums over the book."""
