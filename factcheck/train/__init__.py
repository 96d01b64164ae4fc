"""Training a stance model from a recipe: `factcheck train stance CONFIG`."""

from factcheck.train.recipe import Recipe, read_recipe
from factcheck.train.training import is_finished, train

__all__ = ["Recipe", "is_finished", "read_recipe", "train"]
