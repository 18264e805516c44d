"""What did people decide, and who did it? Records below every page: no request is answered here."""
