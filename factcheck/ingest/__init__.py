"""From files, folders and web addresses to documents."""

from factcheck.ingest.folders import Skipped
from factcheck.ingest.jsonl import describe_ignored, read_sources
from factcheck.ingest.sources import Survey, survey
from factcheck.ingest.tables import parse_columns

__all__ = ["Skipped", "Survey", "describe_ignored", "parse_columns", "read_sources", "survey"]
