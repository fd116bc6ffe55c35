"""Somebody's own automation in Python, and its test. It needs nothing but Python: unittest, or pytest."""

import json
import os
import unittest
from urllib.request import Request, urlopen


def call(method, path, body=None):
    request = Request(
        os.environ["DATABRICKS_HOST"] + path,
        method=method,
        data=None if body is None else json.dumps(body).encode(),
        headers={"Authorization": "Bearer " + os.environ["DATABRICKS_TOKEN"]},
    )
    with urlopen(request) as response:
        return json.load(response)


def ensure_share(name):
    """Creates a share that is not there yet, and says whether it did."""
    shares = call("GET", "/api/2.1/unity-catalog/shares").get("shares", [])
    if any(share["name"] == name for share in shares):
        return False
    call("POST", "/api/2.1/unity-catalog/shares", {"name": name})
    return True


class EnsureShare(unittest.TestCase):
    def test_a_share_is_created_once(self):
        self.assertTrue(ensure_share("travel"))
        self.assertFalse(ensure_share("travel"))


if __name__ == "__main__":
    unittest.main()
