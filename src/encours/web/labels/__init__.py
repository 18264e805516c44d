"""The words for what the book holds: fields, kinds, buckets, payers; one vocabulary for every page."""
