"""The table of grades in the README, as the program prints it: `python -m tests.readme` writes it anew."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
TABLE = re.compile(r"(?<=<!-- grades -->\n).*?(?=<!-- /grades -->)", re.DOTALL)


def table() -> str:
    """What `handouts grade --table` prints for all of sources/."""
    command = [sys.executable, "-m", "handouts", "grade", "--table"]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout


if __name__ == "__main__":
    readme = ROOT / "README.md"
    readme.write_text(TABLE.sub(lambda _: table(), readme.read_text(encoding="utf-8")), encoding="utf-8")
