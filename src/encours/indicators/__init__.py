"""What it means: one small formula a figure, and the catalogue of them all."""
