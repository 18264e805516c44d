"""One page for each indicator: value, formula, series, splits, and people's own."""
