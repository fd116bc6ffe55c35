"""The client of an identity provider, signed in to the workspace as its administrator."""

import configparser
import os

from httpx2 import Client
from scim2_client.engines.httpx2 import SyncSCIMClient


def connect() -> SyncSCIMClient:
    file = configparser.ConfigParser()
    file.read(os.environ["DATABRICKS_CONFIG_FILE"])
    profile = file["DEFAULT"]
    return SyncSCIMClient(
        Client(
            base_url=f"{profile['host']}/api/2.0/preview/scim/v2",
            headers={"Authorization": f"Bearer {profile['token']}"},
        )
    )
