"""Who follows which customer: portfolios, rules of assignment and their exceptions."""
