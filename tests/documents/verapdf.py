"""veraPDF, for the tests that ask it; it stands beside the checkout or is named in VERAPDF."""

import os
import subprocess
from pathlib import Path

import pytest

BESIDE = Path(__file__).resolve().parents[3] / "shared/tools/verapdf/verapdf"
VERAPDF = os.environ.get("VERAPDF") or (str(BESIDE) if BESIDE.exists() else "")
# Half of a start is the compiler's, which pays only in processes that live longer.
QUICK = {"JAVA_TOOL_OPTIONS": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"}
needs_verapdf = pytest.mark.skipif(not VERAPDF, reason="veraPDF is not on this machine (name it in VERAPDF)")


def assert_pdf_ua(folder: Path, **files: bytes) -> None:
    """Each of the files is PDF/UA-1; the broken rules are shown where one is not. Give all at once: each start is
    seconds."""
    for name, content in files.items():
        (folder / f"{name}.pdf").write_bytes(content)
    paths = [str(folder / f"{name}.pdf") for name in files]
    checked = subprocess.run([VERAPDF, "ua1", *paths], capture_output=True, text=True, env=os.environ | QUICK)
    assert checked.returncode == 0, checked.stdout
