"""A small index with the real models behind the API, and a client that checks every answer."""

from collections.abc import Iterator, Set
from pathlib import Path
from typing import Any

import pytest
import schemathesis
import yaml
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.exceptions import HTTPException
from werkzeug.test import TestResponse

from factcheck import Document, FactChecker, Watches
from factcheck.api import create_app
from factcheck.api.service import Service
from factcheck.ingest import hosts
from factcheck.ingest.hosts import NotPublic, checked_addresses

SPECIFICATION = Path(__file__).parents[2] / "openapi.yaml"

DOCUMENTS = [
    Document(
        id="harbour-1",
        title="Bridge closed",
        publisher="Harbour News",
        url="https://news.example/bridge",
        published="2025-03-04",
        language="en",
        text="The Harbour Bridge was closed to lorries on Monday, 3 March 2025. Cars may pass.",
    ),
    Document(
        id="gazette/2025//7?a=b#c",
        publisher="City Gazette",
        published="2025-03-20",
        language="en",
        text="The Harbour Bridge was never closed to lorries in March 2025, the council said.",
    ),
    Document(
        id="/öffnung\n",
        language="en",
        text="The Rhine museum opened a new wing with forty paintings.",
    ),
]


def path_of(rule: str) -> str:
    """The path of a Flask rule as OpenAPI writes it."""
    return rule.replace("<any_text:", "<").replace("<", "{").replace(">", "}")


def closed(node: Any) -> Any:
    """A schema with no room for fields that it does not name."""
    if isinstance(node, list):
        return [closed(item) for item in node]
    if not isinstance(node, dict):
        return node
    found = {key: closed(value) for key, value in node.items()}
    if found.get("type") == "object" and "properties" in found:
        found.setdefault("additionalProperties", False)
    return found


class ContractClient(FlaskClient):
    """A test client that refuses any answer that the specification does not allow.

    Stricter than clients may be: an answer with a field that is not described fails too, so
    that none is added in silence.
    """

    contract: Any = None

    def open(self, *args: Any, **options: Any) -> TestResponse:
        """Send a request and hold its answer to the contract."""
        response = super().open(*args, **options)
        assert response.headers["Request-Id"]
        if response.status_code >= 400:
            assert response.content_type == "application/problem+json"
        if response.request.method not in {"HEAD", "OPTIONS"}:
            self._hold_to_contract(response)
        return response

    def _hold_to_contract(self, response: TestResponse) -> None:
        assert isinstance(self.application, Flask)
        adapter = self.application.url_map.bind_to_environ(response.request.environ)
        try:
            rule, _ = adapter.match(return_rule=True)
        except HTTPException as error:
            assert response.status_code == error.code
        else:
            operation = self.contract[path_of(rule.rule)][response.request.method]
            described = operation.definition.raw["responses"][str(response.status_code)]
            if "$ref" in described:
                name = described["$ref"].rpartition("/")[2]
                described = self.contract.raw_schema["components"]["responses"][name]
            assert set(described["headers"]) <= set(response.headers.keys())
            operation.validate_response(response)


@pytest.fixture(scope="session")
def specification() -> dict[str, Any]:
    """The description of the API."""
    loaded: dict[str, Any] = yaml.safe_load(SPECIFICATION.read_text("utf-8"))
    return loaded


@pytest.fixture(scope="session")
def checker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FactChecker]:
    """A writable checker, for all tests: those that change its documents use `restored`."""
    with FactChecker.create(tmp_path_factory.mktemp("indexes") / "harbour") as checker:
        checker.add(DOCUMENTS)
        yield checker


@pytest.fixture(autouse=True)
def alone() -> Iterator[None]:
    """No address outside this machine is looked up or visited, whatever a request asks for."""

    def refuse(host: str, port: int, allowed: Set[str]) -> list[str]:
        if host in allowed:
            return checked_addresses(host, port, allowed)
        raise NotPublic(host, "an address of these tests")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(hosts, "checked_addresses", refuse)
        yield


@pytest.fixture(scope="session")
def app(
    checker: FactChecker,
    specification: dict[str, Any],
    tmp_path_factory: pytest.TempPathFactory,
) -> Flask:
    """The application over the three documents, ready."""
    watches = Watches(tmp_path_factory.mktemp("watches") / "watches.sqlite", create=True)
    app = create_app(checker, state=tmp_path_factory.mktemp("state"), watches=watches)
    found: Service = app.extensions["factcheck"]
    found.readiness.wait()
    contract = {"contract": schemathesis.openapi.from_dict(closed(specification))}
    app.test_client_class = type("Client", (ContractClient,), contract)
    return app


@pytest.fixture
def restored(checker: FactChecker) -> Iterator[None]:
    """Puts the documents back as they were, for tests that add or remove some."""
    yield
    own = {document.id for document in DOCUMENTS}
    while added := [item.id for item in checker.documents(limit=1_000) if item.id not in own]:
        checker.remove(added)
    checker.add(DOCUMENTS)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A client of the application that holds each answer to the specification."""
    return app.test_client()
