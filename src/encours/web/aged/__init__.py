"""The aged balance, cut as the reader wishes."""
