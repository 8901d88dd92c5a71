"""Measures in a real browser how much each page moves while it loads: cumulative layout shift, first visit and second.

    python tests/dashboard/shifts.py [--warehouse warehouse] [--tell]

0 is nothing moved; below 0.1 is called good. A first visit has an empty cache: the browser still loads what draws the
page. --tell lists what moved, from where to where, and when (ms after the page was asked for).
"""

from __future__ import annotations

import argparse
from pathlib import Path

from playwright.sync_api import Browser, Route, sync_playwright
from screenshots import PAGES, PHONE, PROJECT, WIDE, most_told, wait_until_ready
from serving import find_chromium, serving

OBSERVER = """
window.shifts = [];
const name = (node) => {
  if (!node) return '(gone)';
  const e = node.nodeType === 1 ? node : node.parentElement;
  if (!e) return node.nodeName;
  const named = e.closest('[class*=st-key-]');
  const id = e.dataset?.testid || e.id || (typeof e.className === 'string' ? e.className.slice(0, 40) : '');
  return `${e.tagName.toLowerCase()} ${id} "${(e.textContent || '').trim().slice(0, 40)}"`
    + (named ? ` in ${(named.className.match(/st-key-\\S+/) || [''])[0]}` : '');
};
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) {
    window.shifts.push({
      value: entry.value, at: Math.round(entry.startTime), input: entry.hadRecentInput,
      moved: entry.sources.map((s) => {
        const [a, b] = [s.previousRect, s.currentRect].map(
          (r) => [r.x, r.y, r.width, r.height].map(Math.round).join(','));
        return `${name(s.node)}: ${a} -> ${b}`;
      }),
    });
  }
}).observe({type: 'layout-shift', buffered: true});
"""
LATE = 2_000  # ms
SETTLED = 2_500  # ms after the last line was written: charts come last


def visit(browser: Browser, address: str, size: tuple[int, int], first: bool, late: str = "") -> list[dict]:
    """Return what moved on one visit; a second one finds the browser's cache filled.

    ``late`` begins the name of a script of Streamlit's that reaches the browser two seconds after the others.
    """
    context = browser.new_context(viewport={"width": size[0], "height": size[1]})
    page = context.new_page()
    if not first:
        page.goto(address)
        wait_until_ready(page)
    page.add_init_script(OBSERVER)
    held: list[Route] = []
    if late:
        page.route(f"**/{late}.*.js", lambda route: held.append(route))
    page.goto(address, wait_until="commit")
    if late:
        page.wait_for_timeout(LATE)
        for route in held:
            route.continue_()
    wait_until_ready(page)
    page.wait_for_timeout(SETTLED)
    moved = page.evaluate("window.shifts")
    context.close()
    if late and not held:
        raise LookupError(f"{address} asks for no script named {late}")
    return moved


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--warehouse", type=Path, default=PROJECT / "warehouse")
    parser.add_argument("--tell", action="store_true", help="say what moved")
    parser.add_argument("--only", help="one page")
    arguments = parser.parse_args()
    chromium = find_chromium()
    if chromium is None:
        raise SystemExit("no Chromium found: apt-get install chromium")
    visits = [(size, first) for first in (True, False) for size in (WIDE, PHONE)]
    print("page\t" + "\t".join(f"{'first' if f else 'second'} visit, {s[0]} px" for s, f in visits))
    with sync_playwright() as engine, serving(arguments.warehouse.resolve()) as address:
        browser = engine.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        told_most = most_told(browser.new_page(), address)
        for name in PAGES if arguments.only is None else [arguments.only]:
            asked = told_most if name == "incident" else f"{address}/{name}"
            found = [visit(browser, asked, size, first) for size, first in visits]
            sums = [sum(shift["value"] for shift in moved) for moved in found]
            print(f"{name or 'overview'}\t" + "\t".join(f"{total:.3f}" for total in sums), flush=True)
            for (size, first), moved in zip(visits, found, strict=True):
                for shift in moved if arguments.tell else []:
                    print(f"    {'first' if first else 'second'}, {size[0]}, {shift['at']} ms: {shift['value']:.4f}")
                    for line in shift["moved"]:
                        print(f"        {line}")
        browser.close()


if __name__ == "__main__":
    main()
