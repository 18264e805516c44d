"""A realistic group of companies, made through source files."""
