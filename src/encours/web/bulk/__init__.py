"""One record for each of the items ticked in a list, made together and taken back together."""
