"""The figures for operators: what happened is counted, and nobody can make up a new series."""

import re

from flask.testing import FlaskClient


def figure(client: FlaskClient, name: str) -> float:
    """The sum of all series of that name and labels."""
    text = client.get("/metrics").text
    found = re.findall(rf"^{re.escape(name)}(?:\{{[^}}]*\}})? (\S+)$", text, re.MULTILINE)
    if "{" in name:
        found = re.findall(rf"^{re.escape(name)} (\S+)$", text, re.MULTILINE)
    return sum(map(float, found))


def test_requests_verdicts_and_batches_are_counted(client: FlaskClient) -> None:
    verdicts = 'factcheck_verdicts_total{how="%s",label="not_enough_evidence"}'
    before = [figure(client, verdicts % how) for how in ("computed", "cache")]
    batches = figure(client, "factcheck_batch_claims_count")
    body = {"claim": "The metrics of the opera house were counted twice."}
    labels = [client.post("/v1/verifications", json=body).json["label"] for _ in range(3)]
    assert labels == ["not_enough_evidence"] * 3
    after = [figure(client, verdicts % how) for how in ("computed", "cache")]
    assert [b - a for a, b in zip(before, after, strict=True)] == [1, 2]
    assert figure(client, "factcheck_batch_claims_count") == batches + 1
    assert figure(client, "factcheck_claims_waiting") == 0


def test_made_up_addresses_and_methods_share_one_series(client: FlaskClient) -> None:
    for number in range(5):
        client.get(f"/made-up-{number}")
        client.open("/healthz", method=f"MADE{number}")
    text = client.get("/metrics").text
    assert "made-up" not in text and "MADE" not in text
    assert 'endpoint="none",method="GET",status="404"' in text
