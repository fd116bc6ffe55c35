"""A login by `boathouse auth login`, in a browser, which the official client then uses by running `auth token`."""

import os
import pathlib
import re
import shlex
import shutil
import subprocess
import tempfile
import unittest
from unittest import mock

from browser import Browser
from databricks.sdk import WorkspaceClient
from databricks.sdk.core import Config
from own_workspace import PROGRAM


class CommandLineLoginTest(unittest.TestCase):
    def setUp(self):
        self.admin = WorkspaceClient()
        self.home = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.home)
        self.program = self.home / "boathouse"
        self.program.write_text(f'#!/bin/sh\nexec {shlex.join(PROGRAM)} "$@"\n')
        self.program.chmod(0o755)
        names = ("DATABRICKS_", "ARM_", "HOME")
        rest = {name: value for name, value in os.environ.items() if not name.startswith(names)}
        self.env = {**rest, "HOME": str(self.home), "DATABRICKS_CONFIG_FILE": str(self.home / "databrickscfg")}

    def login(self) -> str:
        """Gives what the command has said."""
        command = [self.program, "auth", "login", "--host", self.admin.config.host]
        said = ""
        with subprocess.Popen(command, env=self.env, stderr=subprocess.PIPE, text=True) as process:
            for line in process.stderr:
                said += line
                if address := re.fullmatch(r"  (http\S+)\n", line):
                    Browser().open(address[1]).submit(token=self.admin.config.token).submit(decision="allow")
        self.assertEqual(process.returncode, 0, said)
        return said

    def test_serves_the_official_client(self):
        self.assertIn("signed in as admin@localhost", self.login())
        with mock.patch.dict(os.environ, self.env, clear=True):
            # Both as people would have it: by the profile that was written, and without one.
            by_profile = WorkspaceClient(config=Config(databricks_cli_path=str(self.program)))
            self.assertEqual(by_profile.config.auth_type, "databricks-cli")
            self.assertEqual(by_profile.current_user.me().user_name, "admin@localhost")
            by_host = Config(
                host=self.admin.config.host, auth_type="databricks-cli", databricks_cli_path=str(self.program)
            )
            self.assertEqual(WorkspaceClient(config=by_host).current_user.me().user_name, "admin@localhost")
            by_profile.current_user.me()
