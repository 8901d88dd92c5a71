"""How to cite a release: one sentence for a text, BibTeX and RIS for a reference manager."""

from __future__ import annotations

from shell import View

NAME = "frontledger: a warehouse of claims about casualties, territory and events in armed conflict"


def sentence(view: View) -> str:
    """Return a citation in one sentence; it names the release, because figures change between releases."""
    built = view.facts["built_at"]
    return (
        f"{NAME}, version {view.facts['frontledger_version']}, data release {view.release.version} "
        f"({built:%Y-%m-%d}). Figures are claims made in the cited articles."
    )


def bibtex(view: View) -> str:
    built = view.facts["built_at"]
    return "\n".join(
        (
            f"@misc{{frontledger_{view.release.version.replace('-', '_')},",
            f"  title   = {{{NAME}}},",
            "  author  = {{The frontledger contributors}},",
            f"  year    = {{{built:%Y}}},",
            f"  version = {{{view.facts['frontledger_version']}}},",
            f"  note    = {{Data release {view.release.version}. Figures are claims made in the cited articles.}}",
            "}",
        )
    )


def ris(view: View) -> str:
    built = view.facts["built_at"]
    return "\n".join(
        (
            "TY  - DATA",
            f"TI  - {NAME}",
            "AU  - The frontledger contributors",
            f"PY  - {built:%Y}",
            f"DA  - {built:%Y/%m/%d}",
            f"ET  - {view.facts['frontledger_version']}",
            f"M1  - Data release {view.release.version}",
            "ER  - ",
        )
    )
