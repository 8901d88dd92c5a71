"""The `frontledger` command."""

from __future__ import annotations

import sys
import traceback
from typing import Annotated

import typer

from frontledger import __version__
from frontledger.cli.build import build
from frontledger.cli.correct import correct
from frontledger.cli.dashboard import dashboard
from frontledger.cli.diff import diff
from frontledger.cli.errors import EXIT_CODES, CliError, Exit
from frontledger.cli.evaluate import evaluate
from frontledger.cli.extract import extract
from frontledger.cli.output import print_error
from frontledger.cli.query import query
from frontledger.cli.status import status

_EPILOG = "Exit codes: " + "; ".join(f"{int(code)} {words}" for code, words in EXIT_CODES.items()) + "."

app = typer.Typer(
    name="frontledger",
    help="A warehouse of claims about armed conflict: who said what, in which sentence, with which bounds.",
    epilog=_EPILOG,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for command in (build, status, query, diff, correct, extract, evaluate, dashboard):
    app.command()(command)


def _print_version(wanted: bool) -> None:
    if wanted:
        print(f"frontledger {__version__}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Options that hold for every command."""


def run() -> None:
    """Run the command line; every error that is foreseen ends in words and its exit code, not in a traceback."""
    arguments = sys.argv[1:]
    name = next((argument for argument in arguments if not argument.startswith("-")), "")
    as_json = "--json" in arguments
    try:
        app()
    except CliError as error:
        print_error(name, error, as_json)
        sys.exit(int(error.exit_code))
    except SystemExit as left:
        if left.code == Exit.INTERRUPTED:  # typer turns an interrupt into its exit code, without a word
            print(f"frontledger {name}: interrupted; what was extracted so far is kept", file=sys.stderr)
        raise
    except BrokenPipeError:
        sys.stderr.close()  # the reader of our output has left: no complaint
        sys.exit(int(Exit.OK))
    except Exception:
        traceback.print_exc()
        print(f"frontledger {name}: unexpected error (FL-BUG); please report it with the lines above", file=sys.stderr)
        sys.exit(int(Exit.BUG))
