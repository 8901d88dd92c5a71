"""The dashboard as it is served: Streamlit's app, under a first page that knows how to come up without moving.

streamlit run dashboard/server.py

Streamlit sends one small page for every address, which then loads all else. Styles that the app itself writes come too
late to keep that from moving, so they are put into this page, with links to the parts that are on every page of ours.
So is the one script of ours, which brings the words that a link names into view. The colours, which depend on the
theme, the app writes itself (shell.py).
"""

from __future__ import annotations

from pathlib import Path

import drawing
import streamlit as st
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Route

HERE = Path(__file__).parent
STATIC = Path(st.__file__).parent / "static"
ADDRESSES = ("", "overview", *sorted({path.stem for path in HERE.glob("views/*.py")} - {"home"}))
PARTS = ("Html", "Selectbox", "Multiselect", "DateInput", "TextInput", "Radio", "ButtonGroup", "Button", "MenuButton",
         "ArrowVegaLiteChart")  # fmt: skip


def first_page() -> str:
    """Return Streamlit's page with our styles, asking at once for the parts and the font that all pages need.

    The styles stand at its end: where two rules weigh the same, ours hold against those that Streamlit adds above.
    """
    styles = "".join((HERE / "assets" / name).read_text(encoding="utf-8") for name in ("early.css", "style.css"))
    parts = sorted(path.name for part in PARTS for path in (STATIC / "static" / "js").glob(f"{part}.*.js"))
    links = "".join(f'<link rel="modulepreload" crossorigin href="./static/js/{name}">' for name in parts)
    links += "".join(
        f'<link rel="preload" crossorigin as="font" type="font/woff2" href="./static/media/{path.name}">'
        for path in (STATIC / "static" / "media").glob("SourceSerif*-Roman.*.woff2")
    )
    script = (HERE / "assets" / "find.js").read_text(encoding="utf-8")
    page = (STATIC / "index.html").read_text(encoding="utf-8")
    return page.replace("</head>", f"{links}</head>", 1).replace(
        "</body>", f"<style>{styles}{drawing.rooms()}</style><script>{script}</script></body>", 1
    )


async def come_in(request: Request) -> HTMLResponse:
    return HTMLResponse(first_page(), headers={"Cache-Control": "no-cache"})


app = st.App(HERE / "app.py", routes=[Route(f"/{address}", come_in) for address in ADDRESSES])
