"""A workspace with settings of its own, beside the one that all tests share."""

import json
import pathlib
import re
import shutil
import subprocess
import tempfile

from databricks.sdk import WorkspaceClient

REPOSITORY = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = ["node", str(REPOSITORY / "tools" / "node.mjs"), str(REPOSITORY / "packages" / "cli" / "src" / "main.ts")]


class OwnWorkspace:
    """Runs until it is closed."""

    def __init__(self, **settings):
        self.folder = pathlib.Path(tempfile.mkdtemp())
        config = self.folder / "boathouse.yaml"
        # JSON is YAML.
        config.write_text(json.dumps({"data": str(self.folder / "data"), "port": 0, "log_level": "warn", **settings}))
        self.process = subprocess.Popen(
            [*PROGRAM, "serve", "--config", str(config)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        said = []
        for line in self.process.stdout:
            said.append(line)
            if ready := re.match(r"Boathouse is ready at (\S+)", line):
                self.host = ready[1]
                return
        raise AssertionError(f"The workspace did not start: {''.join(said)}")

    def administrator(self) -> WorkspaceClient:
        return WorkspaceClient(config_file=str(self.folder / "data" / "databrickscfg"), profile="DEFAULT")

    def close(self):
        self.process.terminate()
        self.process.communicate(timeout=20)
        shutil.rmtree(self.folder)
