"""Who may do what, and about which part of the book."""
