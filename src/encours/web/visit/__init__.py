"""Who asks, about what, as of when: the one way pages reach the book."""
