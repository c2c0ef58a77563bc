"""A process that does one task after another for the page: one JSON object a line comes in, and others go out.

It ends with its input, also in the middle of a task: what nobody waits for any more is not finished.
"""

import json
import os
import sys
from pathlib import Path
from queue import SimpleQueue
from threading import Lock, Thread
from typing import IO, Any

from handouts.errors import HandoutsError
from handouts.web.tasks import TASKS, warm


def main() -> None:
    """Do what comes in until it ends."""
    if hasattr(os, "nice"):
        # The pages go first: what is made can wait a moment longer than a nurse.
        os.nice(5)
    replies = _own_output()
    lock = Lock()

    def tell(**what: Any) -> None:
        with lock:
            replies.write(json.dumps(what) + "\n")
            replies.flush()

    waiting = SimpleQueue[str]()
    Thread(target=_listen, args=(waiting,), daemon=True).start()
    warm()
    tell(ready=True)
    while True:
        asked = json.loads(waiting.get())
        try:
            tell(done=TASKS[asked.pop("task")](tell=tell, **asked))
        except HandoutsError as error:
            tell(failed=told(error))


def told(error: HandoutsError) -> dict[str, Any]:
    """An error as data; `where` names the file alone: who sees the page need not know this machine's folders."""
    name = Path(error.path).name if error.path else ""
    where = f"{name}, line {error.line}" if error.line else name
    return {"kind": type(error).__name__, "what": error.what, "todo": error.todo, "where": where}


def _listen(waiting: "SimpleQueue[str]") -> None:
    for line in sys.stdin:
        waiting.put(line)
    os._exit(0)


def _own_output() -> IO[str]:
    """The standard output, for us alone: what a library prints goes to the errors."""
    mine = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return mine


if __name__ == "__main__":
    main()
