"""Long work: done by the worker, followed from anywhere."""
