"""What happened: record types, the store, imports as versions, facts as of a date, controls."""
