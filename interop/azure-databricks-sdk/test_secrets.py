"""Secret scopes, secrets and their ACLs."""

import time
import unittest

from azure_databricks_sdk_python.exceptions import (
    InvalidParameterValue,
    ResourceAlreadyExists,
    ResourceDoesNotExist,
)
from azure_databricks_sdk_python.types.secrets import AclItem, AclPermission, ScopeBackendType, SecretScope
from client import connect


class ScopesTest(unittest.TestCase):
    def setUp(self):
        self.scopes = connect().secrets.scopes

    def create(self, name: str, **options):
        self.assertIs(self.scopes.create(name, **options), True)
        self.addCleanup(self.scopes.delete, name)

    def test_a_scope_is_listed_until_it_is_deleted(self):
        self.assertIs(self.scopes.create("etl"), True)
        self.assertIn(SecretScope("etl", ScopeBackendType.DATABRICKS), self.scopes.list())
        self.assertIs(self.scopes.delete("etl"), True)
        self.assertNotIn("etl", [scope.name for scope in self.scopes.list()])

    def test_a_name_is_taken_once(self):
        self.create("etl")
        with self.assertRaises(ResourceAlreadyExists):
            self.scopes.create("etl")

    def test_a_name_with_a_blank_is_refused(self):
        with self.assertRaises(InvalidParameterValue):
            self.scopes.create("no blanks")

    def test_a_scope_that_does_not_exist_is_not_deleted(self):
        with self.assertRaises(ResourceDoesNotExist):
            self.scopes.delete("nowhere")

    def test_a_scope_may_be_for_everybody_from_the_start(self):
        self.create("shared", initial_manage_principal="users")
        self.assertEqual(connect().secrets.acls.get("shared", "users").permission, AclPermission.MANAGE)


class SecretsTest(unittest.TestCase):
    def setUp(self):
        self.secrets = connect().secrets
        self.secrets.scopes.create("etl")
        self.addCleanup(self.secrets.scopes.delete, "etl")

    def keys(self) -> list[str]:
        return [secret.key for secret in self.secrets.list("etl")]

    def test_a_secret_is_listed_until_it_is_deleted(self):
        self.assertEqual(self.keys(), [])
        self.assertIs(self.secrets.put("etl", "password", "hunter2"), True)
        [secret] = self.secrets.list("etl")
        self.assertEqual(secret.key, "password")
        self.assertAlmostEqual(secret.last_updated_timestamp / 1000, time.time(), delta=60)
        self.assertIs(self.secrets.delete("etl", "password"), True)
        self.assertEqual(self.keys(), [])

    def test_a_secret_is_overwritten(self):
        for value in ("old", "new"):
            self.assertIs(self.secrets.put("etl", "password", string_value=value), True)
        self.assertEqual(self.keys(), ["password"])

    def test_bytes_are_put_as_base64(self):
        # The client cannot write `bytes` as JSON.
        self.assertIs(self.secrets.put("etl", "key", bytes_value="3q2+7w=="), True)
        self.assertEqual(self.keys(), ["key"])

    def test_a_secret_without_a_value_is_refused(self):
        with self.assertRaises(InvalidParameterValue):
            self.secrets.put("etl", "password")
        self.assertEqual(self.keys(), [])

    def test_what_does_not_exist_is_said_so(self):
        for call in (
            lambda: self.secrets.list("nowhere"),
            lambda: self.secrets.put("nowhere", "password", "hunter2"),
            lambda: self.secrets.delete("etl", "password"),
        ):
            with self.assertRaises(ResourceDoesNotExist):
                call()


class AclsTest(unittest.TestCase):
    def setUp(self):
        self.secrets = connect().secrets
        self.secrets.scopes.create("etl", initial_manage_principal="users")
        self.addCleanup(self.secrets.scopes.delete, "etl")
        self.acls = self.secrets.acls

    def test_a_new_scope_has_one_entry(self):
        self.assertEqual(self.acls.list("etl"), [AclItem("users", AclPermission.MANAGE)])

    def test_an_entry_is_changed(self):
        for permission in (AclPermission.WRITE, AclPermission.READ, AclPermission.MANAGE):
            self.assertIs(self.acls.put("etl", "users", permission), True)
            self.assertEqual(self.acls.get("etl", "users"), AclItem("users", permission))
        self.assertEqual(len(self.acls.list("etl")), 1)

    def test_an_entry_is_deleted(self):
        self.acls.put("etl", "admins", AclPermission.MANAGE)
        self.assertIs(self.acls.delete("etl", "users"), True)
        self.assertEqual(self.acls.list("etl"), [AclItem("admins", AclPermission.MANAGE)])
        with self.assertRaises(ResourceDoesNotExist):
            self.acls.get("etl", "users")

    def test_a_principal_that_does_not_exist_is_refused(self):
        with self.assertRaises(InvalidParameterValue):
            self.acls.put("etl", "nobody@example.com", AclPermission.READ)
