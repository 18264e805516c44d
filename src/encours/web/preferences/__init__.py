"""The company's own choices: buckets, targets, fiscal calendar, currency."""
