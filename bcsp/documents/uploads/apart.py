"""Read a stranger's PDF in a process of its own, with bounds on memory and time.

`python -m bcsp.documents.uploads` reads a line of JSON and the file, and answers with a line of JSON and, where one was
asked for, the prepared file. It has no settings and no database, and is given no environment to speak of.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
MEMORY = 1536 * 2**20  # of addresses, bytes; what Python and qpdf take without a file is a tenth of it
SECONDS = 60  # of computing
PATIENCE = 300  # seconds in all, where other work holds the machine
KEPT = ("PATH", "LANG", "SYSTEMROOT", "LD_LIBRARY_PATH")
TOO_MUCH = "It takes far more memory or time to open than a paper should. Print it to a new PDF and upload that one."
BUSY = "The server was too busy to look through it. Try again in a few minutes."


def run(content: bytes, words: dict[str, str]) -> tuple[dict, bytes]:
    """The answer to `words`, and the bytes that came with it; {"faults": […]} where the file would not be read."""
    command = [sys.executable, "-m", "bcsp.documents.uploads"]
    environment = {name: os.environ[name] for name in KEPT if name in os.environ}
    given = json.dumps(words).encode() + b"\n" + content
    try:
        done = subprocess.run(
            command, input=given, capture_output=True, timeout=PATIENCE, cwd=ROOT, env=environment, check=True
        )
    except subprocess.TimeoutExpired:
        return {"faults": [BUSY]}, b""
    except subprocess.CalledProcessError:
        return {"faults": [TOO_MUCH]}, b""
    answer, _, made = done.stdout.partition(b"\n")
    return json.loads(answer), made
