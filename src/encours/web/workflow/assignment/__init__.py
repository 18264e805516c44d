"""Who follows which customer, as people decided it."""
