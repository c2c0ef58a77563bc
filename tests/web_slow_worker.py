"""A worker for the tests of turns: it does each task when a file of that name is there, and notes that it began."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

FOLDER = Path(sys.argv[1])


def reply(**what: object) -> None:
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


for line in sys.stdin:
    asked = json.loads(line)
    if asked["task"] == "describe":
        os._exit(3)
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
    with (FOLDER / "begun").open("a") as begun:
        begun.write(f"{asked['name']} {os.getpid()} {child.pid}\n")
    reply(step="Waiting")
    while not (FOLDER / asked["name"]).exists():
        time.sleep(0.01)
    child.kill()
    child.wait()
    reply(done={"name": asked["name"]})
