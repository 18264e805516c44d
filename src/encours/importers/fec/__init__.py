"""The French FEC: its files, its entries, its matching letters, over several years."""
