"""How a person's correction is asked for, checked, confirmed and written, once: what Review and Incident share."""

from __future__ import annotations

import secrets

import figures
import proposals
import releases
import streamlit as st
from markupsafe import Markup
from shell import View, note

CHECK = "Check what it would do"


def closed(page: View) -> str:
    """Return why nothing can be written here; empty if it can."""
    newest = releases.current()
    if newest and newest.version != page.release.version:
        return f"a correction is held against the current release, `{newest.version}`, and you look at an older one"
    return proposals.closed_because()


def read_only(why_closed: str, command: str) -> None:
    """Say why nothing can be written here, and the command by which somebody else can."""
    st.info(f"Nothing can be written here: {why_closed}. Whoever has the project runs this instead:")
    st.code(command, language=None, wrap_lines=True)


def reason_and_name(hint: str) -> tuple[str, str]:
    """Ask why and by whom, inside a form; ``hint`` says what a good reason is here."""
    reason = st.text_area("Why", key="_reason", max_chars=proposals.LONGEST, height=80, help=hint)
    by = st.text_input("Who you are", key="_by", max_chars=80, help="A name or initials; it is written down.")
    return reason, by


def forget() -> None:
    """Drop what was checked and not written: somebody decides anew."""
    st.session_state.pop("_proposal", None)


def check(target_id: str, wanted: list[str], reason: str, by: str) -> None:
    """Have ``wanted`` checked by the command, and keep what was checked for `confirm`; say why it cannot be taken."""
    forget()
    if not reason.strip() or not by.strip():
        st.warning("Say why, and who you are: both are written down with the correction.")
        return
    said = proposals.arguments(target_id, wanted, reason, by)
    with st.spinner("Checking it against the current release"):
        answer = proposals.propose(said, write=False)
    if not answer.ok:
        refused(answer)
        return
    if wanted == [proposals.ACCEPT]:  # what was read is what is accepted, whatever is published meanwhile
        said = [*said, f"--old={proposals.ACCEPT}={answer.rows[0]['old_value']}"]
    # what was checked is what can be written, once
    st.session_state["_proposal"] = (secrets.token_hex(8), target_id, said, answer)


def refused(answer: proposals.Answer) -> None:
    st.error("This correction cannot be taken.")
    st.code(f"{answer.problem}\n{answer.hint}".strip(), language=None, wrap_lines=True)


def confirm(target_id: str) -> None:
    """Show what the checked correction will do; the button writes it, once."""
    proposal = st.session_state.get("_proposal")
    if proposal is None or proposal[1] != target_id:
        return
    token, _, _, answer = proposal
    st.subheader("What the next build will do", anchor=False)
    st.html(Markup("<ul>{}</ul>").format(Markup("").join(Markup("<li>{}</li>").format(e) for e in answer.effects)))
    st.button("Write it down", key=f"_write_{token}", type="primary", on_click=write, args=(token,))
    note("It goes into raw/reference/corrections.csv. The release you see stays as it is until the next build.")


def write(token: str) -> None:
    """Callback: write the proposal with this token. It is taken away first, so a second click finds nothing."""
    proposal = st.session_state.pop("_proposal", None)
    if proposal is None or proposal[0] != token:
        return
    st.session_state["_written"] = (proposal[1], proposals.propose(proposal[2], write=True))


def written(target_id: str) -> None:
    """Say what became of the correction that was just written."""
    about, answer = st.session_state.pop("_written", ("", None))
    if answer is None or about != target_id:
        return
    if not answer.ok:
        refused(answer)
        return
    names = figures.listed([r["correction_id"] for r in answer.rows], 8)
    st.success(f"Written down as {names}. Run `frontledger build` to make a release with it.")
