"""The client of 2020 that is signed in to the workspace as its administrator."""

import configparser
import os
import sys

if sys.version_info >= (3, 12):
    raise RuntimeError("azure-databricks-sdk-python demands requests 2.24.0, which needs Python 3.11 or older.")

from azure_databricks_sdk_python import AuthMethods, Client


def profile() -> configparser.SectionProxy:
    file = configparser.ConfigParser()
    file.read(os.environ["DATABRICKS_CONFIG_FILE"])
    return file["DEFAULT"]


def connect(token: str | None = None):
    return Client(
        auth_method=AuthMethods.PERSONAL_ACCESS_TOKEN,
        databricks_instance=profile()["host"].removeprefix("https://"),
        personal_access_token=token or profile()["token"],
    )
