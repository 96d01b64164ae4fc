"""Training a stance model from a recipe: `factcheck train stance CONFIG`."""

from factcheck.train.recipe import Recipe, read_recipe
from factcheck.train.training import train

__all__ = ["Recipe", "read_recipe", "train"]
