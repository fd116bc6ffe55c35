"""The commands of Databricks' guide to administering Partner Connect, as they are printed there."""

import configparser
import contextlib
import json
import os
import pathlib
import shutil
import subprocess
import tempfile

LIST_SERVICE_PRINCIPALS = r"""
curl --netrc --request GET \
https://<databricks-instance>/api/2.0/preview/scim/v2/ServicePrincipals \
| jq '[ .Resources[] | { displayName: .displayName, applicationId: .applicationId } ]'
"""

CREATE_TOKEN = r"""
curl --netrc --request POST \
https://<databricks-instance>/api/2.0/token-management/on-behalf-of/tokens \
--data @create-token.json \
| jq '[ . | { token_value: .token_value } ]'
"""

CREATE_TOKEN_JSON = """{
  "application_id": "<application-id>",
  "comment": "Partner Connect",
  "lifetime_seconds": 1209600
}
"""

DELETE_SERVICE_PRINCIPAL = r"""
curl --netrc --request DELETE \
https://<databricks-instance>/api/2.0/preview/scim/v2/ServicePrincipals/<application-id>
"""

# The guide names these two operations without printing a command.
LIST_TOKENS = "curl --netrc https://<databricks-instance>/api/2.0/token-management/tokens"
DELETE_TOKEN = "curl --netrc --request DELETE https://<databricks-instance>/api/2.0/token-management/tokens/<token-id>"

CREATE_SERVICE_PRINCIPAL = r"""
curl --netrc --request POST https://<databricks-instance>/api/2.0/preview/scim/v2/ServicePrincipals \
--data '{"displayName": "<name>"}'
"""

# Anything that asks who the caller is will do.
WHO_AM_I = """
curl --header 'Authorization: Bearer <token>' https://<databricks-instance>/api/2.0/preview/scim/v2/Me
"""


def profile() -> configparser.SectionProxy:
    file = configparser.ConfigParser()
    file.read(os.environ["DATABRICKS_CONFIG_FILE"])
    return file["DEFAULT"]


@contextlib.contextmanager
def administrators_shell():
    """A function that runs a command where the administrator's `.netrc` is, and gives the JSON that it prints."""
    for program in ("curl", "jq"):
        if shutil.which(program) is None:
            raise RuntimeError(f"There is no `{program}` on this machine (Debian: apt-get install {program}).")
    instance = profile()["host"].removeprefix("https://")
    with tempfile.TemporaryDirectory() as name:
        home = pathlib.Path(name)
        machine = instance.partition(":")[0]
        (home / ".netrc").write_text(f"machine {machine}\nlogin token\npassword {profile()['token']}\n")

        def run(command: str, **values: str):
            (home / "create-token.json").write_text(filled(CREATE_TOKEN_JSON, values))
            script = "set -euo pipefail\n" + filled(command, {"databricks-instance": instance, **values})
            done = subprocess.run(
                ["bash", "-c", script],
                cwd=home,
                env={**os.environ, "HOME": name},
                capture_output=True,
                text=True,
                timeout=60,
            )
            if done.returncode != 0:
                raise AssertionError(f"{script}\nended with {done.returncode}: {done.stdout}{done.stderr}")
            return json.loads(done.stdout) if done.stdout.strip() else None

        yield run


def filled(text: str, values: dict[str, str]) -> str:
    """The text with `<application-id>` and the like replaced; a keyword argument has `_` for `-`."""
    for name, value in values.items():
        text = text.replace(f"<{name.replace('_', '-')}>", value)
    return text
