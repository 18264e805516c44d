"""A ledger of any size, drawn at random but obeying every rule of the interchange format."""
