"""Signing in by the tokens of others: workloads of an OpenID Connect issuer, users and service principals of Entra."""

import os
import pathlib
import tempfile
import unittest
from unittest import mock

import requests
from databricks.sdk import WorkspaceClient
from databricks.sdk.core import Config
from databricks.sdk.environments import AzureEnvironment, Cloud, DatabricksEnvironment
from issuer import RESOURCE_ID, TENANT, Issuer
from own_workspace import OwnWorkspace

DATABRICKS = "2ff814a6-3304-4ab8-85cb-cd0e6f879c1d"
MANAGEMENT = "https://management.core.windows.net/"
MAIN = "repo:acme/etl:ref:refs/heads/main"


class FederationTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.issuer = Issuer()
        cls.addClassCleanup(cls.issuer.close)
        # The application id of a new service principal is not known before the workspace is: rules name these.
        cls.pipeline, cls.directory_app = "6f1f7c1e-0000-4000-8000-000000000001", "6f1f7c1e-0000-4000-8000-000000000002"
        cls.workspace = OwnWorkspace(
            issuers=[
                {
                    "issuer": cls.issuer.url,
                    "users": {"claim": "email"},
                    "workloads": [{"application_id": cls.pipeline, "claims": {"sub": ["repo:acme/etl:ref:*"]}}],
                }
            ],
            azure={
                "tenant_id": TENANT,
                "workspace_resource_id": RESOURCE_ID,
                "authority": cls.issuer.url,
                "resource_manager": cls.issuer.url,
                "admit_contributors": True,
            },
        )
        cls.addClassCleanup(cls.workspace.close)
        cls.admin = cls.workspace.administrator()
        for application_id in (cls.pipeline, cls.directory_app):
            cls.admin.service_principals.create(application_id=application_id, display_name=application_id)
        cls.admin.users.create(user_name="ana@example.com")
        cls.audience = f"{cls.workspace.host}/oidc/v1/token"

    def connect(self, env: dict[str, str] | None = None, **options) -> WorkspaceClient:
        nothing = {name: "" for name in os.environ if name.startswith(("DATABRICKS_", "ARM_"))}
        with mock.patch.dict(os.environ, {**nothing, **(env or {})}):
            return WorkspaceClient(config=Config(host=self.workspace.host, **options))

    def token_of(self, **claims) -> str:
        return self.issuer.sign(self.audience, **claims)


class OidcTest(FederationTest):
    def test_a_workload_signs_in_by_a_token_in_the_environment(self):
        env = {"DATABRICKS_OIDC_TOKEN": self.token_of(sub=MAIN)}
        with mock.patch.dict(os.environ, env):
            w = self.connect(env, client_id=self.pipeline)
            self.assertEqual(w.config.auth_type, "env-oidc")
            self.assertEqual(w.current_user.me().user_name, self.pipeline)

    def test_and_by_one_in_a_file(self):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "token"
            path.write_text(self.token_of(sub=MAIN))
            w = self.connect(oidc_token_filepath=str(path), client_id=self.pipeline, auth_type="file-oidc")
            self.assertEqual(w.current_user.me().user_name, self.pipeline)

    def test_a_user_signs_in_without_a_client_id(self):
        env = {"DATABRICKS_OIDC_TOKEN": self.token_of(sub="u-1", email="ana@example.com")}
        with mock.patch.dict(os.environ, env):
            self.assertEqual(self.connect(env).current_user.me().user_name, "ana@example.com")

    def test_an_action_of_github_signs_in(self):
        # The client asks for a token by these two; the issuer's answer is made here.
        env = {"ACTIONS_ID_TOKEN_REQUEST_TOKEN": "t", "ACTIONS_ID_TOKEN_REQUEST_URL": "http://127.0.0.1:1/?x=y"}
        asked = []
        real = requests.get

        def get(url, *args, **options):
            if not url.startswith("http://127.0.0.1:1/"):
                return real(url, *args, **options)
            asked.append(url)
            answer = requests.Response()
            answer.status_code = 200
            answer.json = lambda: {"value": self.issuer.sign(url.partition("&audience=")[2], sub=MAIN)}
            return answer

        with mock.patch.dict(os.environ, env), mock.patch("requests.get", get):
            w = self.connect(env, client_id=self.pipeline, auth_type="github-oidc")
            self.assertEqual(w.current_user.me().user_name, self.pipeline)
        self.assertIn(self.audience, asked[0])

    def test_another_repository_does_not(self):
        env = {"DATABRICKS_OIDC_TOKEN": self.token_of(sub="repo:acme-evil/etl:ref:refs/heads/main")}
        with mock.patch.dict(os.environ, env), self.assertRaises(ValueError) as caught:
            self.connect(env, client_id=self.pipeline).current_user.me()
        self.assertIn("invalid_grant", str(caught.exception))
        self.assertIn("does not stand for the service principal", str(caught.exception))

    def test_a_token_of_the_issuer_is_a_token_by_itself(self):
        w = self.connect(token=self.token_of(email="ana@example.com"))
        self.assertEqual(w.current_user.me().user_name, "ana@example.com")


class EntraTest(FederationTest):
    def connect_azure(self, application_id: str, secret: str, **options) -> WorkspaceClient:
        """The authority that the client asks is a setting of its own: no cloud is patched in."""
        environment = DatabricksEnvironment(
            cloud=Cloud.AZURE,
            dns_zone="",
            azure_application_id=DATABRICKS,
            azure_environment=AzureEnvironment("LOCAL", MANAGEMENT, f"{self.issuer.url}/", f"{self.issuer.url}/"),
        )
        self.issuer.secrets.setdefault(application_id, "s3cret")
        return self.connect(
            databricks_environment=environment,
            azure_client_id=application_id,
            azure_client_secret=secret,
            **options,
        )

    def test_a_service_principal_signs_in_and_finds_the_tenant_itself(self):
        w = self.connect_azure(self.directory_app, "s3cret")
        self.assertEqual(w.config.auth_type, "azure-client-secret")
        self.assertEqual(w.config.azure_tenant_id, TENANT)
        self.assertEqual(w.current_user.me().user_name, self.directory_app)

    def test_a_contributor_of_the_resource_is_admitted_as_administrator(self):
        self.issuer.contributors.add("6f1f7c1e-0000-4000-8000-00000000000a")
        w = self.connect_azure(
            "6f1f7c1e-0000-4000-8000-00000000000a", "s3cret", azure_workspace_resource_id=RESOURCE_ID
        )
        me = w.current_user.me()
        self.assertIn("admins", [group.display for group in me.groups])

    def test_whoever_may_only_read_the_resource_is_not(self):
        response = self.ask("6f1f7c1e-0000-4000-8000-00000000000b")
        self.assertEqual(response.status_code, 403)
        self.assertIn("which this workspace does not have", response.text)

    def test_another_resource_is_refused_by_name(self):
        response = self.ask(self.directory_app, f"{RESOURCE_ID}2")
        self.assertEqual(response.status_code, 403)
        self.assertIn("X-Databricks-Azure-Workspace-Resource-Id", response.text)

    def test_a_user_of_the_tenant_signs_in(self):
        w = self.connect(token=self.issuer.entra_token(DATABRICKS, upn="ana@example.com"))
        self.assertEqual(w.current_user.me().user_name, "ana@example.com")

    def ask(self, application_id: str, resource_id: str = RESOURCE_ID) -> requests.Response:
        """With the headers as they are documented."""
        headers = {
            "Authorization": f"Bearer {self.issuer.entra_token(DATABRICKS, appid=application_id)}",
            "X-Databricks-Azure-Workspace-Resource-Id": resource_id,
            "X-Databricks-Azure-SP-Management-Token": self.issuer.entra_token(MANAGEMENT, appid=application_id),
        }
        session = requests.Session()
        session.trust_env = False
        return session.get(f"{self.workspace.host}/api/2.0/token/list", headers=headers, timeout=10)


# It only holds what the two share.
del FederationTest
