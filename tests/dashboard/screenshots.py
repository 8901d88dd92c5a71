"""Photographs every page of the dashboard in a real browser, for the README and for looking at.

    python tests/dashboard/screenshots.py [--warehouse warehouse] [--into dashboard/assets/screenshots] [--all]

Without --all: each page once, wide and light. With it: light and dark, wide and as narrow as a phone.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Page, sync_playwright
from serving import READY, find_chromium, serving

PROJECT = Path(__file__).resolve().parents[2]
PAGES = (
    "",
    "timeline",
    "map",
    "casualties",
    "territory",
    "incidents",
    "incident",
    "articles",
    "review",
    "quality",
    "sql",
    "about",
)
WIDE, PHONE = (1440, 900), (390, 844)
TALLEST = 2_400


def most_told(page: Page, address: str) -> str:
    """Return the address of the incident that most sources tell: the first of the list."""
    page.goto(f"{address}/incidents")
    wait_until_ready(page)
    link = page.locator("a[href*='incident?incident=']").first.get_attribute("href")
    return f"{address}/{link}"


def wait_until_ready(page: Page) -> None:
    """Wait until the page wrote its last line; if it never does, say what it shows instead."""
    try:
        page.wait_for_selector(READY, timeout=90_000)
    except PlaywrightError as error:
        raise SystemExit(f"{page.url} was not ready in 90 s; it shows:\n{page.inner_text('body')[:2_000]}") from error


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--warehouse", type=Path, default=PROJECT / "warehouse")
    parser.add_argument("--into", type=Path, default=PROJECT / "dashboard" / "assets" / "screenshots")
    parser.add_argument("--all", action="store_true", help="both themes, both widths, whole pages")
    arguments = parser.parse_args()
    chromium = find_chromium()
    if chromium is None:
        raise SystemExit("no Chromium found: apt-get install chromium")
    if not (arguments.warehouse / "current").exists():
        raise SystemExit("nothing is published yet: run make demo first")
    arguments.into.mkdir(parents=True, exist_ok=True)
    looks = [(t, s) for t in ("light", "dark") for s in (WIDE, PHONE)] if arguments.all else [("light", WIDE)]
    with sync_playwright() as engine, serving(arguments.warehouse.resolve()) as address:
        browser = engine.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for theme, (width, height) in looks:
            context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=theme)
            page = context.new_page()
            for name in PAGES:
                page.set_viewport_size({"width": width, "height": height})
                page.goto(f"{address}/{name}" if name != "incident" else most_told(page, address))
                wait_until_ready(page)
                page.wait_for_timeout(1_500)
                if arguments.all:
                    needed = page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
                    page.set_viewport_size({"width": width, "height": min(max(needed, height), TALLEST)})
                    page.wait_for_timeout(1_000)
                look = f"-{theme}-{width}" if arguments.all else ""
                page.screenshot(path=arguments.into / f"{name or 'overview'}{look}.png")
            context.close()
        browser.close()
    print(f"pictures of {len(PAGES)} pages in {arguments.into}")


if __name__ == "__main__":
    main()
