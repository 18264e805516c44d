"""What every page shares: frame, language, protection, styles."""
