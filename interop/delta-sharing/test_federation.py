"""A recipient that comes with tokens of its own issuer: profiles of version 2."""

import json
import pathlib
import unittest
import urllib.request

import delta_sharing
import provider
from delta_sharing.protocol import Share

POLICIES = "/api/2.0/data-sharing/recipients/federated/federation-policies"
PLACEHOLDERS = ["[REPLACE_WITH_YOUR_CLIENT_ID]", "[REPLACE_WITH_YOUR_CLIENT_SECRET]", "[REPLACE_WITH_YOUR_SCOPE]"]


class FederationTest(unittest.TestCase):
    """The issuer is the authorization server of the workspace: to the recipient's protocol, one like any other."""

    @classmethod
    def setUpClass(cls):
        provider.sample_share()
        cls.host = provider.profile_of_administrator()["host"]
        principal = provider.call(
            "POST", "/api/2.0/preview/scim/v2/ServicePrincipals", {"displayName": "partner's nightly job"}
        )
        cls.client_id = principal["applicationId"]
        secrets = f"/api/2.0/accounts/servicePrincipals/{principal['id']}/credentials/secrets"
        cls.secret = provider.call("POST", secrets, {})["secret"]
        made = provider.call(
            "POST", f"{provider.CATALOG_API}/recipients", {"name": "federated", "authentication_type": "OIDC_FEDERATION"}
        )
        cls.recipient_id, cls.page = made["id"], made["activation_url"]
        provider.grant("nyc", "federated")
        cls.make_policy("nightly")

    @classmethod
    def make_policy(cls, name: str, **more):
        workspace = json.loads(cls.fetch(f"{cls.host}/.well-known/databricks-config"))["workspace_id"]
        policy = {"issuer": f"{cls.host}/oidc", "subject_claim": "sub", "subject": cls.client_id}
        provider.call("POST", POLICIES, {"name": name, "oidc_policy": {**policy, "audiences": [workspace], **more}})

    @staticmethod
    def fetch(url: str) -> str:
        with urllib.request.urlopen(url, timeout=60) as response:
            return response.read().decode()

    def download(self, policy: str = "nightly") -> dict:
        query = f"recipient={self.recipient_id}&policy={policy}"
        return json.loads(self.fetch(f"{self.host}/delta_sharing/oidc_profile.html/oauth_config.share?{query}"))

    def fill_in(self, profile: dict, secret: str | None = None) -> str:
        values = dict(zip(PLACEHOLDERS, [self.client_id, secret or self.secret, "all-apis"]))
        return provider.save_profile({key: values.get(value, value) for key, value in profile.items()})

    def test_the_page_offers_a_file_with_three_places_to_fill_in(self):
        self.assertIn("Download file", self.fetch(self.page))
        profile = self.download()
        self.assertEqual([profile[key] for key in ("clientId", "clientSecret", "scope")], PLACEHOLDERS)
        self.assertEqual(profile["tokenEndpoint"], f"{self.host}/oidc/v1/token")

    def test_the_filled_in_file_lists_and_reads(self):
        file = self.fill_in(self.download())
        client = delta_sharing.SharingClient(file)
        self.assertEqual(client.list_shares(), [Share("nyc")])
        self.assertEqual(len(client.list_all_tables()), len(provider.NAMES))
        self.assertEqual(len(delta_sharing.load_as_pandas(f"{file}#nyc.nyc.airlines")), 16)

    def test_the_token_opens_no_other_recipients_endpoint(self):
        profile = self.download()
        other = provider.call(
            "POST", f"{provider.CATALOG_API}/recipients", {"name": "unfed", "authentication_type": "OIDC_FEDERATION"}
        )
        endpoint = profile["endpoint"].replace(self.recipient_id, other["id"])
        self.assert_refused(self.fill_in({**profile, "endpoint": endpoint}))

    def test_a_policy_that_is_deleted_accepts_nothing_any_more(self):
        # What is left then is a policy for another audience.
        file = self.fill_in(self.download())
        client = delta_sharing.SharingClient(file)
        self.assertEqual(client.list_shares(), [Share("nyc")])
        provider.call("DELETE", f"{POLICIES}/nightly")
        try:
            self.make_policy("elsewhere", audiences=["elsewhere"])
            self.assert_refused(file)
        finally:
            self.make_policy("nightly")
        self.assertEqual(delta_sharing.SharingClient(file).list_shares(), [Share("nyc")])

    def assert_refused(self, file: str):
        with self.assertRaises(Exception) as caught:
            delta_sharing.SharingClient(file).list_shares()
        self.assertIn("401", str(caught.exception))
        self.assertNotIn(json.loads(pathlib.Path(file).read_text())["clientSecret"], str(caught.exception))
