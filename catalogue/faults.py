"""What is wrong with a declaration, in one sentence."""


class CatalogueError(ValueError):
    """A declaration is wrong. The message is `file: what; what to do`."""
