"""The demo group: five companies, their customers, two years of trade, and the files their software would export."""
