"""The paper on which each entity writes to its customers."""
