"""The bounded process: the other side of `apart.run`."""

import json
import logging
import resource
import sys

from pikepdf import settings

from bcsp.documents.uploads.apart import MEMORY, SECONDS
from bcsp.documents.uploads.inside import answer

ENOUGH = 2**28  # bytes that one stream may unpack to


def main() -> None:
    """Bound this process, read, answer."""
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    if sys.platform == "linux":  # elsewhere the system counts addresses that are not memory
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    logging.disable()  # pikepdf would write of every repair
    settings.set_qpdf_limits(
        flate_max_memory=ENOUGH, run_length_max_memory=ENOUGH, png_max_memory=ENOUGH, tiff_max_memory=ENOUGH
    )
    line, _, content = sys.stdin.buffer.read().partition(b"\n")
    said, made = answer(content, **json.loads(line))
    sys.stdout.buffer.write(json.dumps(said).encode() + b"\n" + made)


main()
