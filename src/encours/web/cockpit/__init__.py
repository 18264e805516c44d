"""The first page: where the receivables stand, at a glance."""
