"""From files, folders and web addresses to documents."""

from factcheck.ingest.folders import Skipped
from factcheck.ingest.jsonl import describe_ignored, read_sources
from factcheck.ingest.sources import Survey, survey

__all__ = ["Skipped", "Survey", "describe_ignored", "read_sources", "survey"]
