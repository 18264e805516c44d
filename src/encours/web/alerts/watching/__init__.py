"""Looking at what rules watch: figures by the fewest questions, events each at once for all the customers."""
