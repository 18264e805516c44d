"""The people who use Encours: sign-in, roles, perimeters."""
