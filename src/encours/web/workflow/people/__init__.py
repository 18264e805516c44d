"""The people who sign in: accounts, roles, sessions, links."""
