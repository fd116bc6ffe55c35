"""Which exception of the client each refusal becomes: scripts catch them by class."""

import unittest

from databricks.sdk import WorkspaceClient, errors
from databricks.sdk.credentials_provider import CredentialsStrategy
from databricks.sdk.service.sharing import (
    AuthenticationType,
    IpAccessList,
    SharedDataObject,
    SharedDataObjectUpdate,
    SharedDataObjectUpdateAction,
)


class NoCredential(CredentialsStrategy):
    def auth_type(self):
        return "none"

    def __call__(self, cfg):
        return lambda: {}


class ErrorsTest(unittest.TestCase):
    def setUp(self):
        self.w = WorkspaceClient()

    def expect(self, kind, code, call, *args, **options):
        """The exact class, not a parent of it: the code in the answer decides between them."""
        with self.assertRaises(errors.DatabricksError) as caught:
            call(*args, **options)
        self.assertIs(type(caught.exception), kind, caught.exception)
        self.assertEqual(caught.exception.error_code, code)
        return caught.exception

    def test_what_is_missing_is_not_found(self):
        w = self.w
        self.expect(errors.NotFound, "SHARE_DOES_NOT_EXIST", w.shares.get, "nothing")
        self.expect(errors.NotFound, "SHARE_DOES_NOT_EXIST", w.shares.delete, "nothing")
        self.expect(errors.NotFound, "RECIPIENT_DOES_NOT_EXIST", w.recipients.get, "nothing")
        self.expect(errors.NotFound, "CATALOG_DOES_NOT_EXIST", w.catalogs.get, "nothing")
        self.expect(errors.NotFound, "SCHEMA_DOES_NOT_EXIST", w.schemas.get, "main.nothing")
        self.expect(errors.NotFound, "TABLE_DOES_NOT_EXIST", w.tables.get, "main.default.nothing")
        self.expect(
            errors.NotFound, "METASTORE_DOES_NOT_EXIST", w.metastores.get, "19a84bee-54bc-43a2-87de-023d0ec16016"
        )
        self.expect(errors.ResourceDoesNotExist, "RESOURCE_DOES_NOT_EXIST", w.tokens.delete, "0" * 64)
        self.expect(
            errors.ResourceDoesNotExist, "RESOURCE_DOES_NOT_EXIST", w.recipient_activation.retrieve_token, "nothing"
        )

    def test_what_is_wrong_is_an_invalid_parameter(self):
        create = self.w.recipients.create
        wrong_address = IpAccessList(allowed_ip_addresses=["10.0.0.0/8", "anywhere"])
        error = self.expect(
            errors.InvalidParameterValue,
            "INVALID_PARAMETER_VALUE",
            create,
            "wrong",
            AuthenticationType.TOKEN,
            ip_access_list=wrong_address,
        )
        self.assertIn("anywhere", str(error))
        error = self.expect(
            errors.InvalidParameterValue,
            "INVALID_PARAMETER_VALUE",
            create,
            "wrong",
            AuthenticationType.TOKEN,
            expiration_time=1,
        )
        self.assertIn("expiration_time", str(error))
        self.expect(errors.InvalidParameterValue, "INVALID_PARAMETER_VALUE", self.w.shares.create, "a.b")
        self.expect(
            errors.InvalidParameterValue, "INVALID_PARAMETER_VALUE", list, self.w.shares.list_shares(max_results=-1)
        )
        self.expect(errors.InvalidParameterValue, "INVALID_PARAMETER_VALUE", self.w.tables.get, "no_full_name")
        twice = [
            SharedDataObjectUpdate(SharedDataObjectUpdateAction.REMOVE, SharedDataObject(name="main.default.nothing"))
        ] * 2
        self.w.shares.create("twice")
        self.addCleanup(self.w.shares.delete, "twice")
        self.expect(
            errors.InvalidParameterValue, "INVALID_PARAMETER_VALUE", self.w.shares.update, "twice", updates=twice
        )

    def test_what_is_there_already_is_a_conflict(self):
        self.expect(errors.ResourceConflict, "CATALOG_ALREADY_EXISTS", self.w.catalogs.create, "main")
        self.expect(errors.ResourceConflict, "SCHEMA_ALREADY_EXISTS", self.w.schemas.create, "default", "main")

    def test_a_token_that_is_not_known_is_denied(self):
        stranger = WorkspaceClient(host=self.w.config.host, token="dapi" + "0" * 32)
        with self.assertRaises(errors.PermissionDenied) as caught:
            stranger.current_user.me()
        self.assertIn("Invalid access token", str(caught.exception))
        with self.assertRaises(errors.PermissionDenied):
            list(stranger.shares.list_shares())

    def test_no_credential_is_unauthenticated(self):
        nobody = WorkspaceClient(host=self.w.config.host, credentials_strategy=NoCredential())
        error = self.expect(errors.Unauthenticated, "UNAUTHENTICATED", list, nobody.shares.list_shares())
        self.assertIn("Authorization", str(error))

    def test_what_belongs_to_somebody_else_is_denied(self):
        other = self.w.users.create(user_name="other@localhost")
        self.addCleanup(self.w.users.delete, other.id)
        self.w.shares.create("given_away")
        self.w.shares.update("given_away", owner="other@localhost")
        error = self.expect(
            errors.PermissionDenied, "PERMISSION_DENIED", self.w.shares.update, "given_away", comment="mine"
        )
        self.assertIn("not an owner", str(error))
        # A metastore administrator may take it back.
        self.w.shares.update("given_away", owner="admin@localhost")
        self.w.shares.delete("given_away")

    def test_an_unknown_path_is_not_found(self):
        self.expect(errors.NotFound, "ENDPOINT_NOT_FOUND", self.w.api_client.do, "GET", "/api/2.0/nothing/here")

    def test_an_error_names_its_request(self):
        error = self.expect(errors.NotFound, "SHARE_DOES_NOT_EXIST", self.w.shares.get, "nothing")
        self.assertRegex(error.get_error_details().request_info.request_id, r"^[\w.-]{8,128}$")

    def test_operations_that_are_not_built_say_so_by_name(self):
        w = self.w
        calls = {
            "clusters.list": w.clusters.list,
            "warehouses.list": w.warehouses.list,
            "consumerListings.list": w.consumer_listings.list,
        }
        for name, call in calls.items():
            with self.subTest(operation=name), self.assertRaises(errors.NotImplemented) as caught:
                list(call())
            self.assertIn(f"Operation {name} is not implemented yet", str(caught.exception))
