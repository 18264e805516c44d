"""The forms charts take, written and checked once with altair; every chart of a kind has the same one."""
