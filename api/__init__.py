"""The HTTP API over one index: a Flask application and the server that runs it."""

from factcheck.api.app import create_app
from factcheck.api.keys import KeyFile
from factcheck.api.server import serve

__all__ = ["KeyFile", "create_app", "serve"]
