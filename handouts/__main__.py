"""`python -m handouts` is the same program as `handouts`."""

from handouts.cli import main

main()
