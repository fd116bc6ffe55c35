"""Answers in the delta format, laid down as Delta tables on this machine for Spark to read.

So does the connector for Spark: the actions of the answer become a log, and where they name URLs, the log names files.
"""

import json
import pathlib
import tempfile
import urllib.parse
import urllib.request

CAPABILITIES = (
    "responseformat=delta;readerfeatures=deletionvectors,columnmapping,timestampntz,typewidening,varianttype,"
    "variantshredding-preview,v2checkpoint,vacuumprotocolcheck;includeendstreamaction=true"
)


class SharedTable:
    """A table as a recipient asks for it."""

    def __init__(self, profile: str, table: str):
        credential = json.loads(pathlib.Path(profile).read_text())
        share, schema, name = (urllib.parse.quote(part) for part in table.split("."))
        self.url = f"{credential['endpoint']}/shares/{share}/schemas/{schema}/tables/{name}"
        self.token = credential["bearerToken"]

    def query(self, **body) -> list[dict]:
        return self.ask("POST", "/query", json.dumps(body).encode())

    def changes(self, **parameters) -> list[dict]:
        return self.ask("GET", f"/changes?{urllib.parse.urlencode(parameters)}", None)

    def ask(self, method: str, path: str, body: bytes | None) -> list[dict]:
        """The lines of an answer, which must say that it is whole and in the delta format."""
        headers = {
            "Authorization": f"Bearer {self.token}",
            "Content-Type": "application/json",
            "delta-sharing-capabilities": CAPABILITIES,
        }
        request = urllib.request.Request(self.url + path, body, headers, method=method)
        with urllib.request.urlopen(request, timeout=60) as response:
            if "responseformat=delta" not in response.headers["delta-sharing-capabilities"]:
                raise AssertionError(f"Answered with {response.headers['delta-sharing-capabilities']}.")
            *lines, end = map(json.loads, response)
        if "endStreamAction" not in end:
            raise AssertionError(f"The last line is {end}.")
        return lines


class LocalTable:
    """A Delta table on this machine, of an answer's lines."""

    def __init__(self):
        self.folder = pathlib.Path(tempfile.mkdtemp())
        (self.folder / "_delta_log").mkdir()

    def fetch(self, url: str, name: str, size: int | None = None) -> str:
        """Downloads what a URL leads to, once. Gives its place."""
        file = self.folder / name
        if not file.exists():
            with urllib.request.urlopen(url, timeout=60) as response:
                file.write_bytes(response.read())
        if size is not None and file.stat().st_size != size:
            raise AssertionError(f"{name} has {file.stat().st_size} bytes, and not {size}.")
        return file.as_uri()

    def localize(self, line: dict) -> dict:
        """The action of a file line, with places on this machine."""
        [(kind, action)] = line["deltaSingleAction"].items()
        action = {**action, "path": self.fetch(action["path"], f"{line['id']}.parquet", action.get("size"))}
        vector = action.get("deletionVector")
        if vector is not None and vector["storageType"] == "p":
            place = self.fetch(vector["pathOrInlineDv"], f"{line['deletionVectorFileId']}.bin")
            action["deletionVector"] = {**vector, "pathOrInlineDv": place}
        return {kind: action}

    def commit(self, version: int, actions: list[dict], timestamp: int = 0) -> None:
        facts = {"timestamp": timestamp, "operation": "WRITE", "operationParameters": {}}
        text = "\n".join(map(json.dumps, [{"commitInfo": facts}, *actions]))
        (self.folder / "_delta_log" / f"{version:020}.json").write_text(text)


def head_actions(lines: list[dict]) -> list[dict]:
    return [{"protocol": lines[0]["protocol"]["deltaProtocol"]}, {"metaData": lines[1]["metaData"]["deltaMetadata"]}]


def lay_down_snapshot(lines: list[dict]) -> pathlib.Path:
    """A table with one version. Gives its folder."""
    table = LocalTable()
    table.commit(0, [*head_actions(lines), *(table.localize(line["file"]) for line in lines[2:])])
    return table.folder


def lay_down_versions(lines: list[dict], first: int, last: int) -> pathlib.Path:
    """A table with a version for each of the answer's, the first one being 0. Gives its folder."""
    table = LocalTable()
    commits = {version: [] for version in range(first, last + 1)}
    times = dict.fromkeys(commits, 0)
    for line in lines[2:]:
        if "file" in line:
            version = line["file"]["version"]
            times[version] = line["file"]["timestamp"]
            commits[version].append(table.localize(line["file"]))
        elif "metaData" in line:
            commits[line["metaData"]["version"]].append({"metaData": line["metaData"]["deltaMetadata"]})
        else:
            raise AssertionError(f"A line that was not asked for: {line}")
    for version, actions in commits.items():
        table.commit(version - first, [*(head_actions(lines) if version == first else []), *actions], times[version])
    return table.folder
