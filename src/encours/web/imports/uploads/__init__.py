"""Files sent by a person: received, looked at, mapped, previewed, imported."""
