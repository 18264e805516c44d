"""Two years of work on the receivables of the demo group: who reminded, called, promised, contested, and what came."""
