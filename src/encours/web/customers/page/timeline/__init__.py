"""What happened with a customer, in order: the book's events and people's notes."""
