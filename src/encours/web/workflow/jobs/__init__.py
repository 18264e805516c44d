"""Long work done by a worker of its own: asked for here, done there, followed on its page."""
