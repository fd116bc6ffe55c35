"""Recipients of other types than TOKEN, and providers."""

import json
import unittest

from cleanup import unless_gone
from databricks.sdk import WorkspaceClient
from databricks.sdk.errors import (
    AlreadyExists,
    BadRequest,
    InvalidParameterValue,
    NotFound,
    NotImplemented,
    ResourceConflict,
)
from databricks.sdk.service.sharing import (
    AuthenticationType,
    FederationPolicy,
    IpAccessList,
    OidcFederationPolicy,
)

POLICY = OidcFederationPolicy(issuer="https://issuer.example.com", subject_claim="azp", subject="app", audiences=["me"])


class ProvidersTest(unittest.TestCase):
    """The provider is the workspace itself: to the client, one like any other."""

    @classmethod
    def setUpClass(cls):
        cls.w = WorkspaceClient()
        made = cls.w.recipients.create("sdk_partner", AuthenticationType.TOKEN)
        cls.addClassCleanup(unless_gone, cls.w.recipients.delete, "sdk_partner")
        cls.w.shares.create("sdk_offered")
        cls.addClassCleanup(unless_gone, cls.w.shares.delete, "sdk_offered")
        cls.w.api_client.do(
            "PATCH",
            "/api/2.1/unity-catalog/shares/sdk_offered/permissions",
            body={"changes": [{"principal": "sdk_partner", "add": ["SELECT"]}]},
        )
        token = cls.w.recipient_activation.retrieve_token(made.activation_url.partition("?")[2])
        cls.profile = json.dumps(token.as_dict())

    def create(self, name: str, profile: str | None = None):
        self.addCleanup(unless_gone, self.w.providers.delete, name)
        return self.w.providers.create(
            name, AuthenticationType.TOKEN, comment="made by a script", recipient_profile_str=profile or self.profile
        )

    def test_a_provider_comes_back_without_its_token(self):
        made = self.create("sdk_carrier")
        self.assertEqual(made, self.w.providers.get("sdk_carrier"))
        self.assertEqual(made.recipient_profile.endpoint, json.loads(self.profile)["endpoint"])
        self.assertIsNone(made.recipient_profile.bearer_token)
        self.assertIsNone(made.recipient_profile_str)
        self.assertIn("sdk_carrier", [provider.name for provider in self.w.providers.list()])
        with self.assertRaises(ResourceConflict):
            self.w.providers.create("sdk_carrier", AuthenticationType.TOKEN, recipient_profile_str=self.profile)

    def test_its_shares_are_listed_and_the_tables_in_them(self):
        self.create("sdk_lister")
        self.assertEqual([share.name for share in self.w.providers.list_shares("sdk_lister")], ["sdk_offered"])
        assets = self.w.providers.list_provider_share_assets("sdk_lister", "sdk_offered")
        self.assertEqual((assets.share.name, assets.tables), ("sdk_offered", []))
        with self.assertRaises(NotFound):
            self.w.providers.list_provider_share_assets("sdk_lister", "nothing")

    def test_it_changes_and_goes(self):
        self.create("sdk_changing")
        self.addCleanup(unless_gone, self.w.providers.delete, "sdk_changed")
        self.assertEqual(self.w.providers.update("sdk_changing", new_name="sdk_changed").name, "sdk_changed")
        self.w.providers.delete("sdk_changed")
        with self.assertRaises(NotFound):
            self.w.providers.get("sdk_changed")

    def test_a_profile_that_is_none_and_a_token_that_is_wrong_are_told(self):
        with self.assertRaises(InvalidParameterValue):
            self.create("sdk_refused", "no profile")
        self.create("sdk_denied", json.dumps({**json.loads(self.profile), "bearerToken": "wrong"}))
        with self.assertRaises(BadRequest) as caught:
            list(self.w.providers.list_shares("sdk_denied"))
        self.assertIn("refuses the credential", str(caught.exception))


class RecipientTypesTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.w = WorkspaceClient()

    def create(self, name: str, kind: AuthenticationType, **more):
        self.addCleanup(unless_gone, self.w.recipients.delete, name)
        return self.w.recipients.create(name, kind, **more)

    def test_a_recipient_of_another_metastore_shows_where_that_is(self):
        identifier = "azure:westeurope:19a84bee-54bc-43a2-87de-023d0ec16017"
        made = self.create("sdk_far", AuthenticationType.DATABRICKS, data_recipient_global_metastore_id=identifier)
        self.assertEqual((made.cloud, made.region), ("azure", "westeurope"))
        self.assertEqual(made.metastore_id, identifier.rpartition(":")[2])
        found = self.w.recipients.list(data_recipient_global_metastore_id=identifier)
        self.assertEqual([recipient.name for recipient in found], ["sdk_far"])
        with self.assertRaises(InvalidParameterValue):
            self.w.recipients.rotate_token("sdk_far", 0)
        with self.assertRaises(InvalidParameterValue):
            self.w.recipients.update("sdk_far", ip_access_list=IpAccessList(allowed_ip_addresses=["203.0.113.7"]))

    def test_federation_policies_are_made_listed_and_deleted(self):
        self.create("sdk_federated", AuthenticationType.OIDC_FEDERATION)
        api = self.w.recipient_federation_policies
        made = api.create("sdk_federated", FederationPolicy(name="app", comment="nightly", oidc_policy=POLICY))
        self.assertEqual(made.oidc_policy, POLICY)
        self.assertEqual(api.get_federation_policy("sdk_federated", "app"), made)
        self.assertEqual(list(api.list("sdk_federated")), [made])
        with self.assertRaises(AlreadyExists):
            api.create("sdk_federated", FederationPolicy(name="app", oidc_policy=POLICY))
        api.delete("sdk_federated", "app")
        with self.assertRaises(NotFound):
            api.get_federation_policy("sdk_federated", "app")

    def test_invitations_by_mail_are_refused_by_name(self):
        with self.assertRaises(NotImplemented) as caught:
            # Not every release of the client has a name for the type.
            body = {"name": "sdk_mail", "authentication_type": "EMAIL", "email": "ana@example.com"}
            self.w.api_client.do("POST", "/api/2.1/unity-catalog/recipients", body=body)
        self.assertIn("EMAIL", str(caught.exception))
