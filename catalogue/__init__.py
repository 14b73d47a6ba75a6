"""What the dashboard measures: declarations an analyst edits, and the models that refuse a wrong key."""

from catalogue.load import Catalogue, CatalogueError, load_catalogue
from catalogue.models import City, Dimension, Kpi, Scheme, Source

__all__ = ["Catalogue", "CatalogueError", "City", "Dimension", "Kpi", "Scheme", "Source", "load_catalogue"]
