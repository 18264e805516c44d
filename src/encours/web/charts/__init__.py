"""Drawings of the figures: charts that lead to the rows behind them, with their data as a table."""
