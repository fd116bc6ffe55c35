"""The Rust client for Delta Sharing, as a process, and the tables that it reads from the workspace."""

import json
import pathlib
import subprocess
import sys
import tempfile

INTEROP = pathlib.Path(__file__).resolve().parents[1]
sys.path.append(str(INTEROP / "delta-sharing"))

import provider  # noqa: E402  (the folder of the other shard is not on the path before)
import pyarrow as pa  # noqa: E402
import pyarrow.parquet as pq  # noqa: E402


class ClientError(Exception):
    """What the client says when it could not do something."""


def run(*words: str) -> str:
    """What the program prints, without the end of the line."""
    ended = subprocess.run(["read-shared", *words], capture_output=True, text=True, timeout=300)
    if ended.returncode != 0:
        raise ClientError(ended.stderr)
    return ended.stdout.strip()


def read(profile: str, table: str, **request) -> pa.Table:
    """The rows of a table, named `share.schema.table`. `request` is what `src/main.rs` says."""
    # The client keeps files from one read to the next, and takes those of another version for its own.
    with tempfile.TemporaryDirectory() as folder:
        run(profile, "read", table, folder, json.dumps(request))
        return pq.ParquetFile(pathlib.Path(folder) / "rows.parquet").read()


__all__ = ["ClientError", "provider", "read", "run"]
