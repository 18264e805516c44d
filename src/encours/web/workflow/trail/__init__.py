"""The audit trail: a chain of records that are only ever added."""
