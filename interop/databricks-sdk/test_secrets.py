"""Secret scopes, secrets and their ACLs; the same through `dbutils`."""

import base64
import time
import unittest

from cleanup import unless_gone
from databricks.sdk import WorkspaceClient
from databricks.sdk.errors import BadRequest, InvalidParameterValue, NotFound, ResourceAlreadyExists
from databricks.sdk.service.workspace import AclItem, AclPermission, ScopeBackendType

EVERY_BYTE = bytes(range(256))


class SecretsTest(unittest.TestCase):
    def setUp(self):
        self.w = WorkspaceClient()
        self.w.secrets.create_scope("sdk")
        self.addCleanup(unless_gone, self.w.secrets.delete_scope, "sdk")

    def value(self, key: str) -> bytes:
        return base64.b64decode(self.w.secrets.get_secret("sdk", key).value)

    def test_a_scope_is_listed_and_gone_when_it_is_deleted(self):
        [scope] = [scope for scope in self.w.secrets.list_scopes() if scope.name == "sdk"]
        self.assertEqual((scope.backend_type, scope.keyvault_metadata), (ScopeBackendType.DATABRICKS, None))
        self.w.secrets.delete_scope("sdk")
        self.assertNotIn("sdk", [scope.name for scope in self.w.secrets.list_scopes()])
        with self.assertRaises(NotFound) as caught:
            self.w.secrets.delete_scope("sdk")
        self.assertEqual(caught.exception.error_code, "RESOURCE_DOES_NOT_EXIST")

    def test_a_scope_is_made_once(self):
        with self.assertRaises(ResourceAlreadyExists) as caught:
            self.w.secrets.create_scope("SDK")
        self.assertIn("Scope SDK already exists!", str(caught.exception))

    def test_text_and_bytes_come_back_as_they_were_put(self):
        self.w.secrets.put_secret("sdk", "text", string_value="pässwörd 🔑")
        self.assertEqual(self.value("text").decode(), "pässwörd 🔑")
        self.w.secrets.put_secret("sdk", "bytes", bytes_value=base64.b64encode(EVERY_BYTE).decode())
        self.assertEqual(self.value("bytes"), EVERY_BYTE)
        self.w.secrets.put_secret("sdk", "text", string_value="overwritten")
        self.assertEqual(self.value("text"), b"overwritten")

    def test_secrets_are_listed_without_their_values(self):
        self.assertEqual(list(self.w.secrets.list_secrets("sdk")), [])
        self.w.secrets.put_secret("sdk", "password", string_value="open sesame")
        [secret] = self.w.secrets.list_secrets("sdk")
        self.assertEqual(secret.key, "password")
        self.assertAlmostEqual(secret.last_updated_timestamp / 1000, time.time(), delta=60)
        self.assertNotIn("sesame", str(secret))
        self.w.secrets.delete_secret("sdk", "password")
        self.assertEqual(list(self.w.secrets.list_secrets("sdk")), [])
        with self.assertRaises(NotFound):
            self.w.secrets.get_secret("sdk", "password")

    def test_a_value_is_given_in_one_way_and_has_a_largest_size(self):
        with self.assertRaises(BadRequest) as caught:
            self.w.secrets.put_secret("sdk", "k", string_value="a", bytes_value="YQ==")
        self.assertEqual(caught.exception.error_code, "MALFORMED_REQUEST")
        for options in [{}, {"string_value": "x" * 131_073}, {"bytes_value": "no base64!"}]:
            with self.subTest(list(options)), self.assertRaises(InvalidParameterValue):
                self.w.secrets.put_secret("sdk", "k", **options)
        self.assertEqual(list(self.w.secrets.list_secrets("sdk")), [])

    def test_names_are_checked(self):
        with self.assertRaises(InvalidParameterValue):
            self.w.secrets.create_scope("not a scope")
        with self.assertRaises(InvalidParameterValue):
            self.w.secrets.put_secret("sdk", "not a key", string_value="v")

    def test_an_acl_is_put_read_and_deleted(self):
        self.assertEqual(
            list(self.w.secrets.list_acls("sdk")), [AclItem("admin@localhost", AclPermission.MANAGE)]
        )
        self.w.secrets.put_acl("sdk", "users", AclPermission.READ)
        self.assertEqual(self.w.secrets.get_acl("sdk", "users"), AclItem("users", AclPermission.READ))
        self.w.secrets.put_acl("sdk", "users", AclPermission.WRITE)
        self.assertEqual(len(list(self.w.secrets.list_acls("sdk"))), 2)
        self.assertEqual(self.w.secrets.get_acl("sdk", "users").permission, AclPermission.WRITE)
        self.w.secrets.delete_acl("sdk", "users")
        with self.assertRaises(NotFound):
            self.w.secrets.get_acl("sdk", "users")
        with self.assertRaises(InvalidParameterValue):
            self.w.secrets.put_acl("sdk", "nobody@example.com", AclPermission.READ)

    def test_a_scope_can_be_everybodys_from_the_start(self):
        self.w.secrets.create_scope("sdk-shared", initial_manage_principal="users")
        self.addCleanup(unless_gone, self.w.secrets.delete_scope, "sdk-shared")
        self.assertEqual(list(self.w.secrets.list_acls("sdk-shared")), [AclItem("users", AclPermission.MANAGE)])

    def test_dbutils_reads_them_too(self):
        self.w.secrets.put_secret("sdk", "password", string_value="pässwörd")
        self.w.secrets.put_secret("sdk", "bytes", bytes_value=base64.b64encode(EVERY_BYTE).decode())
        secrets = self.w.dbutils.secrets
        self.assertEqual(secrets.get("sdk", "password"), "pässwörd")
        self.assertEqual(secrets.getBytes("sdk", "bytes"), EVERY_BYTE)
        self.assertEqual({secret.key for secret in secrets.list("sdk")}, {"bytes", "password"})
        self.assertIn("sdk", [scope.name for scope in secrets.listScopes()])
