"""The version of the software, named in every verdict's provenance."""

__version__ = "0.1.0"
