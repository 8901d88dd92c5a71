"""Measures how fast the dashboard is on many articles, in a real browser, and prints the figures.

    python tests/dashboard/speed.py [--articles 10000] [--visits 3] [--page NAME]

"new" is the time from opening the address to the page's answer for a reader whose browser has nothing of the dashboard
yet, median (and best) of the visits; "back" the same for one who was here before, so that the scripts are in the
browser's cache; "filter" the time from entering a word to the new answer. "load" is the machine's load average (1
minute) when the row was measured: above the number of cores, others slow the figures down.
"""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
import time
from pathlib import Path

from make_release import write_release
from playwright.sync_api import Browser, Page, sync_playwright
from serving import READY, find_chromium, serving

PAGES = ("", "timeline", "map", "casualties", "territory", "incidents", "articles", "review", "quality", "sql", "about")
FILTERED = ("", "timeline", "map", "casualties", "territory", "incidents", "articles")


def seconds_to_answer(page: Page, address: str) -> float:
    started = time.perf_counter()
    page.goto(address, wait_until="commit")
    page.wait_for_selector(".fl-answer", timeout=60_000)
    return time.perf_counter() - started


def seconds_to_filter(page: Page) -> float:
    """Enter a word that no other measurement used and wait until the answer is another one."""
    page.wait_for_selector(READY, timeout=60_000)
    page.wait_for_timeout(1_500)
    before = page.locator(".fl-answer").first.inner_text()
    field = page.get_by_label("Words in the quote")
    field.fill("Raqqa")
    started = time.perf_counter()
    field.press("Enter")
    page.wait_for_function(
        "before => document.querySelector('.fl-answer') && document.querySelector('.fl-answer').innerText !== before",
        arg=before,
        timeout=60_000,
    )
    return time.perf_counter() - started


def fresh(browser: Browser) -> Page:
    return browser.new_context(viewport={"width": 1440, "height": 1000}).new_page()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--visits", type=int, default=3)
    parser.add_argument("--page", choices=[name for name in PAGES if name], action="append")
    arguments = parser.parse_args()
    chromium = find_chromium()
    if chromium is None:
        raise SystemExit("no Chromium found: apt-get install chromium")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as engine:
        size = write_release(Path(folder), arguments.articles).stat().st_size
        print(f"{arguments.articles:,} articles, release of {size / 1e6:.0f} MB, {os.cpu_count()} cores")
        browser = engine.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        with serving(Path(folder)) as address:
            seconds_to_answer(fresh(browser), f"{address}/about")  # the server's own start is not the page's
            print(f"{'page':<12}{'new':>8}{'(best)':>8}{'back':>8}{'filter':>8}{'load':>8}   seconds")
            for name in arguments.page or PAGES:
                print(row(browser, name, address, arguments.visits), flush=True)
        browser.close()


def row(browser: Browser, name: str, address: str, visits: int) -> str:
    """Measure one page; return its line of figures."""
    new = []
    for _ in range(visits):
        page = fresh(browser)
        new.append(seconds_to_answer(page, f"{address}/{name}"))
        page.wait_for_selector(READY, timeout=60_000)
        page.wait_for_timeout(500)  # a reader's scripts are cached while he reads
        back = seconds_to_answer(page, f"{address}/{name}")
        if len(new) < visits:
            page.context.close()
    answered = f"{seconds_to_filter(page):>8.2f}" if name in FILTERED else f"{'–':>8}"
    page.context.close()
    return (
        f"{name or 'overview':<12}{statistics.median(new):>8.2f}{min(new):>8.2f}{back:>8.2f}{answered}"
        f"{os.getloadavg()[0]:>8.1f}"
    )


if __name__ == "__main__":
    main()
