"""What a visitor does on every page, and what is wrong with a page."""

from __future__ import annotations

from typing import Any

CLAIM = "Russian and Ukrainian delegations met in Istanbul on 16 May 2025."


def check(page: Any, text: str, kind: str = "text", **fields: str) -> None:
    """Fill in the form and wait for the verdicts."""
    from playwright.sync_api import expect

    page.get_by_role("radio", name="One claim" if kind == "claim" else "article").check(force=True)
    page.fill("#text", text)
    for name, value in fields.items():
        page.fill(f"#{name.replace('_', '-')}", value)
    page.click("#run")
    expect(page.locator("#run")).to_be_enabled(timeout=240_000)
    expect(page.locator("#result-heading")).to_contain_text("checked")


def faults(page: Any) -> list[str]:
    """What axe finds that is serious or critical, on all that is on the page."""
    from axe_playwright_python import sync_playwright as axe

    found = axe.Axe().run(page).response["violations"]
    return [
        f"{item['id']}: {node['html'][:200]}"
        for item in found
        if item["impact"] in ("serious", "critical")
        for node in item["nodes"]
    ]
