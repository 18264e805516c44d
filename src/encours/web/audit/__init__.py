"""Who saw and did what, from where: a trail that is only ever added to."""
