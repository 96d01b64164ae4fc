"""The HTTP API over one index: a Flask application and the server that runs it."""

from factcheck.api.app import create_app
from factcheck.api.gate import GateLimits
from factcheck.api.keys import KeyFile
from factcheck.api.logs import JsonLines
from factcheck.api.rates import Rates
from factcheck.api.server import check_address, serve
from factcheck.api.watching import watching

__all__ = [
    "GateLimits",
    "JsonLines",
    "KeyFile",
    "Rates",
    "check_address",
    "create_app",
    "serve",
    "watching",
]
