"""A small learnt model that reads a text: who said what in it, and what is worth checking."""

from factcheck.tagging.tagger import Tagger as Tagger
from factcheck.tagging.types import TaggedAttribution as TaggedAttribution
