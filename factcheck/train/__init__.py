"""Training a stance model from a recipe: `factcheck train stance CONFIG`."""

from factcheck.train.loop import train
from factcheck.train.recipe import Recipe, read_recipe

__all__ = ["Recipe", "read_recipe", "train"]
