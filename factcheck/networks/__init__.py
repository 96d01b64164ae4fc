"""Transformer networks and their words, read without the libraries that train them."""
