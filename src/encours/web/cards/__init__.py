"""Pages made of cards: each comes with the page or loads itself, and its table is a file too."""
