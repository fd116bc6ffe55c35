"""The command line as people and scripts start it: a process, with words, an environment and three streams."""

import dataclasses
import json
import os
import pathlib
import shlex
import subprocess

REPOSITORY = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = ["node", str(REPOSITORY / "tools" / "node.mjs"), str(REPOSITORY / "packages" / "cli" / "src" / "main.ts")]

# A command that hangs fails its test, not the whole shard.
SECONDS = 60


@dataclasses.dataclass(frozen=True)
class Ended:
    """How a command ended, and what it wrote."""

    code: int
    out: str
    err: str


def run(*words: str, stdin: str = "", env: dict[str, str | None] | None = None) -> Ended:
    """Runs a command to its end. `env` is set beside the environment of the tests; None takes a name out of it."""
    done = subprocess.run(
        [*PROGRAM, *words], input=stdin.encode(), env=environment(env or {}), capture_output=True, timeout=SECONDS
    )
    return Ended(done.returncode, done.stdout.decode(), done.stderr.decode())


def start(*words: str) -> subprocess.Popen:
    """Starts a command in a process group of its own, as a terminal does, with pipes for what it writes."""
    return subprocess.Popen(
        [*PROGRAM, *words],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )


def run_in_bash(script: str, *words: str) -> Ended:
    """Runs a script in which `boathouse` is the command line, and `$1`, `$2`, … are the words."""
    function = f'boathouse() {{ {shlex.join(PROGRAM)} "$@"; }}\n'
    done = subprocess.run(["bash", "-c", function + script, "bash", *words], capture_output=True, timeout=SECONDS)
    return Ended(done.returncode, done.stdout.decode(), done.stderr.decode())


def text(*words: str, stdin: str = "") -> str:
    """What a command answers that has to succeed, without a word on standard error."""
    ended = run(*words, stdin=stdin)
    if ended.code != 0 or ended.err:
        raise AssertionError(f"`boathouse {shlex.join(words)}` ended with {ended.code}: {ended.err}")
    return ended.out


def answer(*words: str, stdin: str = ""):
    """The same as JSON; None for an answer without fields."""
    out = text(*words, "-o", "json", stdin=stdin)
    return json.loads(out) if out else None


def environment(changes: dict[str, str | None]) -> dict[str, str]:
    merged = {**os.environ, **changes}
    return {name: value for name, value in merged.items() if value is not None}
