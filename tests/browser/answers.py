"""Answers made for a test, where it is not about what the server says."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from visits import CLAIM

# Where the page has texts checked.
CHECKS = "**/v1/checks/events"


def verdict(claim: str, start: int = 0, **more: Any) -> dict[str, Any]:
    """A verdict as the server gives it, where the test is not about what it says."""
    nothing = {"evidence": [], "later_evidence": [], "gaps": [], "attribution": None}
    found = {"label": "refuted", "confidence": 0.9, "origins": {"supports": 0, "refutes": 0}}
    place = {"claim": claim, "sentence": claim, "start": start, "end": start + len(claim)}
    return {**place, **found, **nothing, "provenance": {"as_of": None}, **more}


def passage(stance: str, published: str, text: str = "The vane turned.") -> dict[str, Any]:
    """A piece of evidence of that day."""
    document = {"id": published, "title": "Vanes", "publisher": "Harbour Desk"}
    document |= {"url": f"https://desk.example/{published}", "published": published}
    return {
        "document": document,
        "start": 0, "end": len(text), "text": text, "stance": stance, "origin": published,
        "probabilities": {"supports": 0.1, "refutes": 0.1, "neutral": 0.1, stance: 0.8},
        "rationale": {"start": 0, "end": len(text)}, "speaker": None, "reason": None,
    }  # fmt: skip


def check_record(text: str) -> dict[str, Any]:
    """What the server answers about a text of which each line is a claim."""
    lines = text.split("\n")
    starts = [sum(len(line) + 1 for line in lines[:place]) for place in range(len(lines))]
    return {"claims": [verdict(line, start) for line, start in zip(lines, starts, strict=True)]}


def report(record: dict[str, Any]) -> dict[str, str]:
    """That answer as the server sends it, at the end of a stream."""
    body = f"event: report\ndata: {json.dumps(record)}\n\n"
    return {"content_type": "text/event-stream", "body": body}


def hit(identity: str, text: str = "The vane turned.") -> dict[str, Any]:
    """A passage that a search of the server finds."""
    document = {"id": identity, "title": f"Title of {identity}", "publisher": "Harbour Desk"}
    return {"document": {**document, "url": None, "published": None}, "text": text}


def answer_at_once(page: Any) -> None:
    """Verdicts without a model, which nobody waits for."""

    def answer(route: Any) -> None:
        found = check_record(route.request.post_data_json["text"])
        if route.request.url.endswith("/events"):
            route.fulfill(**report(found))
        else:
            found["claims"] = [{**claim, "label": None} for claim in found["claims"]]
            route.fulfill(json=found)

    page.route("**/v1/claims", answer)
    page.route(CHECKS, answer)
    page.route(
        "**/v1/verifications",
        lambda route: route.fulfill(json=verdict(route.request.post_data_json["claim"])),
    )


def batch(name: str, answered: int, total: int = 3) -> dict[str, Any]:
    """A batch as the server describes it."""
    state = "finished" if answered == total else "running"
    counts = {"total": total, "completed": answered, "failed": 0}
    made = f"2025-06-0{len(name)}T10:00:00Z"
    return {"id": name, "state": state, "created_at": made, "request_counts": counts}


def serve_batches(page: Any, batches: list[dict[str, Any]]) -> None:
    """Answer with the batches that are in the list by then, and delete from it."""

    def answer(route: Any) -> None:
        if route.request.method == "DELETE":
            name = route.request.url.rpartition("/")[2]
            batches[:] = [each for each in batches if each["id"] != name]
            route.fulfill(status=204)
        elif "/results" in route.request.url:
            done = {"claim": CLAIM, "status": "done", "verdict": verdict(CLAIM), "problem": None}
            route.fulfill(json={"results": [done]})
        else:
            route.fulfill(json={"batches": batches})

    page.route("**/v1/batches?*", answer)
    page.route("**/v1/batches/**", answer)


def answer_first(page: Any, addresses: str, answer: Callable[[Any], None], number: int = 1) -> None:
    """Answer so many of the next requests; those after them go on as before.

    Not by `times` of a route: what is asked while it expires may never be answered.
    """
    answered: list[Any] = []

    def handle(route: Any) -> None:
        if len(answered) < number:
            answered.append(route)
            answer(route)
        else:
            route.fallback()

    page.route(addresses, handle)


def refuse(route: Any, status: int, title: str, **headers: str) -> None:
    """Answer as the server refuses."""
    body = {"status": status, "title": title, "detail": title}
    route.fulfill(status=status, json=body, headers=headers)


def guard(route: Any) -> None:
    """Answer as a server that asks for a key."""
    if route.request.headers.get("authorization") == "Bearer fck_good":
        route.continue_()
    else:
        refuse(route, 401, "A key is needed")
