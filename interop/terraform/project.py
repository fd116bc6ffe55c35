"""A folder with a configuration and its state, for OpenTofu and the Databricks provider. Neither has a network."""

import json
import os
import pathlib
import shutil
import subprocess
import tempfile

CONFIGURATIONS = pathlib.Path(__file__).parent / "configurations"
PROVIDER = "terraform-provider-databricks"

# How `plan -detailed-exitcode` ends when there is something to do.
CHANGES = 2


class Project:
    """One configuration: `with Project("sharing") as project`. What it made must be destroyed before the end."""

    def __init__(self, configuration: str):
        self.configuration = CONFIGURATIONS / f"{configuration}.tf"

    def __enter__(self):
        self.folder = pathlib.Path(tempfile.mkdtemp())
        self.environment = {
            **os.environ,
            "TF_CLI_CONFIG_FILE": str(settings(self.folder)),
            "TF_IN_AUTOMATION": "1",
            "TF_CLI_ARGS": "-no-color",
            # Whatever is not the workspace cannot be reached.
            "HTTPS_PROXY": "http://127.0.0.1:9",
        }
        for file in (self.configuration, CONFIGURATIONS / "versions.tf"):
            shutil.copy(file, self.folder)
        self.run("init")
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.folder)

    def run(self, *words: str) -> str:
        done = self.ended(*words)
        if done.returncode != 0:
            raise failure(words, done)
        return done.stdout

    def ended(self, *words: str) -> subprocess.CompletedProcess:
        return subprocess.run(
            ["tofu", *words],
            cwd=self.folder,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=120,
        )

    def apply(self, **variables: str) -> None:
        self.run("apply", "-auto-approve", *options(variables))

    def destroy(self, **variables: str) -> None:
        self.run("destroy", "-auto-approve", *options(variables))

    def plan(self, **variables: str) -> dict[str, list[str]]:
        """What would be done to which resource; empty when nothing differs from the configuration."""
        words = ("plan", "-detailed-exitcode", "-out=plan", *options(variables))
        done = self.ended(*words)
        if done.returncode == 0:
            return {}
        changes = json.loads(self.run("show", "-json", "plan"))["resource_changes"] if done.returncode == CHANGES else []
        wanted = {change["address"]: change["change"]["actions"] for change in changes}
        wanted = {address: actions for address, actions in wanted.items() if actions not in (["no-op"], ["read"])}
        if not wanted:
            raise failure(words, done)
        return wanted

    def ids(self) -> dict[str, str]:
        """The id of each resource, by its address."""
        module = json.loads(self.run("show", "-json")).get("values", {}).get("root_module", {})
        resources = module.get("resources", [])
        return {each["address"]: each["values"]["id"] for each in resources if each["mode"] == "managed"}

    def output(self, name: str):
        return json.loads(self.run("output", "-json", name))

    def forget_and_import(self, address: str, **variables: str) -> None:
        """Leaves a resource as it is and takes it over again, by its id."""
        identifier = self.ids()[address]
        self.run("state", "rm", address)
        self.run("import", *options(variables), address, identifier)


def failure(words: tuple[str, ...], done: subprocess.CompletedProcess) -> AssertionError:
    return AssertionError(f"`tofu {' '.join(words)}` ended with {done.returncode}: {done.stdout}{done.stderr}")


def options(variables: dict[str, str]) -> list[str]:
    return [f"-var={name}={value}" for name, value in variables.items()]


def settings(folder: pathlib.Path) -> pathlib.Path:
    """Writes a configuration of OpenTofu's own: providers come from a folder, and from nowhere else."""
    platform = json.loads(subprocess.check_output(["tofu", "version", "-json"]))["platform"]
    program = pathlib.Path(shutil.which(PROVIDER))
    version = program.parent.name.removeprefix(f"{PROVIDER}-v")
    mirror = folder / "providers"
    place = mirror / "registry.opentofu.org" / "databricks" / "databricks" / version / platform
    place.mkdir(parents=True)
    (place / f"{PROVIDER}_v{version}").symlink_to(program)
    file = folder / "tofurc"
    file.write_text(f'provider_installation {{\n  filesystem_mirror {{\n    path = "{mirror}"\n  }}\n}}\n')
    return file
