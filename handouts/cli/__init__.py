"""The command line: the only place that prints and exits.

`importing` makes drafts, `wording` judges and mends text, `building` makes outputs, `serving` shows them on a page,
`voices` lets them be heard.
"""

import os
import sys

import click

from handouts.cli.building import build, list_
from handouts.cli.importing import import_
from handouts.cli.serving import serve
from handouts.cli.voices import say, voices
from handouts.cli.watching import watch
from handouts.cli.wording import COMMANDS
from handouts.errors import HandoutsError


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="handouts", prog_name="handouts")
def program() -> None:
    """Turn health articles into large-print PDF handouts and spoken audio."""


for command in (import_, build, watch, list_, serve, voices, say, *COMMANDS):
    program.add_command(command)


def main() -> None:
    """Run the program; the exit code is that of the worst error, as `handouts.errors` lists them."""
    try:
        sys.exit(program.main(standalone_mode=False))
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except HandoutsError as error:
        click.echo(error, err=True)
        sys.exit(error.exit_code)
    except (KeyboardInterrupt, click.Abort):
        click.echo("Stopped.", err=True)
        sys.exit(130)
    except BrokenPipeError:
        # Whoever read our output has gone; nothing more can be said there, not even by Python's own last flush.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
