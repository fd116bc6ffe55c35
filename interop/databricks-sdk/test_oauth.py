"""Signing in by OAuth: service principals by a secret, people in a browser."""

import os
import tempfile
import threading
import unittest
import urllib.parse
from unittest import mock

import requests
from browser import Browser
from cleanup import unless_gone
from databricks.sdk import WorkspaceClient
from databricks.sdk.errors import BadRequest, InvalidParameterValue, NotFound, PermissionDenied
from databricks.sdk.oauth import OAuthClient


class ServicePrincipalTest(unittest.TestCase):
    def setUp(self):
        self.w = WorkspaceClient()
        self.robot = self.w.service_principals.create(display_name="nightly job")
        self.addCleanup(unless_gone, self.w.service_principals.delete, self.robot.id)

    def new_secret(self, **options):
        return self.w.service_principal_secrets_proxy.create(self.robot.id, **options)

    def as_robot(self, secret: str, **options) -> WorkspaceClient:
        return WorkspaceClient(
            host=self.w.config.host, client_id=self.robot.application_id, client_secret=secret, **options
        )

    def test_signs_in_with_id_and_secret(self):
        robot = self.as_robot(self.new_secret().secret)
        self.assertEqual(robot.current_user.me().user_name, self.robot.application_id)
        self.assertEqual(robot.config.auth_type, "oauth-m2m")

    def test_is_not_an_administrator_by_that(self):
        with self.assertRaises(PermissionDenied):
            list(self.as_robot(self.new_secret().secret).service_principal_secrets_proxy.list(self.robot.id))

    def test_is_limited_to_scopes_that_it_asks_for(self):
        robot = self.as_robot(self.new_secret().secret, scopes=["sql"])
        with self.assertRaises(PermissionDenied):
            robot.tokens.create(comment="more than that")

    def test_a_wrong_secret_is_refused_in_the_words_of_oauth(self):
        with self.assertRaises(ValueError) as caught:
            self.as_robot("dose" + "0" * 32).current_user.me()
        self.assertIn("invalid_client", str(caught.exception))

    def test_a_deleted_secret_gives_no_more_tokens(self):
        secret = self.new_secret()
        self.w.service_principal_secrets_proxy.delete(self.robot.id, secret.id)
        with self.assertRaises(ValueError):
            self.as_robot(secret.secret).current_user.me()
        with self.assertRaises(NotFound):
            self.w.service_principal_secrets_proxy.delete(self.robot.id, secret.id)

    def test_a_deleted_service_principal_is_out_at_once(self):
        robot = self.as_robot(self.new_secret().secret)
        robot.current_user.me()
        self.w.service_principals.delete(self.robot.id)
        with self.assertRaises(PermissionDenied):
            robot.current_user.me()

    def test_secrets_are_listed_without_their_values(self):
        made = [self.new_secret(lifetime="3600s") for _ in range(3)]
        listed = list(self.w.service_principal_secrets_proxy.list(self.robot.id, page_size=2))
        self.assertEqual({each.id for each in listed}, {each.id for each in made})
        self.assertEqual({each.status for each in listed}, {"ACTIVE"})
        for each in made:
            self.assertRegex(each.secret, r"^dose[0-9a-f]{32}$")
            self.assertNotIn(each.secret, str([info.as_dict() for info in listed]))

    def test_a_sixth_secret_and_odd_lifetimes_are_refused(self):
        with self.assertRaises(InvalidParameterValue):
            self.new_secret(lifetime="0s")
        for _ in range(5):
            self.new_secret()
        with self.assertRaises(BadRequest) as caught:
            self.new_secret()
        self.assertEqual(caught.exception.error_code, "RESOURCE_LIMIT_EXCEEDED")


class PersonTest(unittest.TestCase):
    def setUp(self):
        self.w = WorkspaceClient()
        self.host = self.w.config.host

    def begin(self, **options):
        client = OAuthClient.from_host(self.host, "databricks-cli", "http://localhost:8020", **options)
        return client.initiate_consent()

    def sign_in(self, url: str) -> Browser:
        """Up to the page that asks whether to allow it."""
        return Browser().open(url).submit(token=self.w.config.token)

    def answer(self, browser: Browser, decision: str) -> dict:
        """Answers the consent page. Gives what the client's own machine would be sent."""
        with mock.patch.object(requests.Session, "resolve_redirects", return_value=iter(())):
            browser.submit(decision=decision)
        location = urllib.parse.urlsplit(browser.page.headers["location"])
        self.assertEqual(f"{location.scheme}://{location.netloc}", "http://localhost:8020")
        return dict(urllib.parse.parse_qsl(location.query))

    def test_signs_in_allows_and_stays_signed_in(self):
        consent = self.begin()
        browser = self.sign_in(consent.authorization_url)
        self.assertEqual(browser.title, "Allow access?")
        session = consent.exchange_callback_parameters(self.answer(browser, "allow"))
        first = session.token()
        self.assertEqual(self.name_of(first.access_token), "admin@localhost")
        second = session.refresh()
        self.assertNotEqual(second.refresh_token, first.refresh_token)
        self.assertEqual(self.name_of(second.access_token), "admin@localhost")
        self.assertEqual(second.jwt_claims()["sub"], "admin@localhost")

    def test_does_not_allow(self):
        consent = self.begin()
        query = self.answer(self.sign_in(consent.authorization_url), "deny")
        with self.assertRaises(ValueError) as caught:
            consent.exchange_callback_parameters(query)
        self.assertIn("access_denied", str(caught.exception))

    def test_a_wrong_token_is_asked_for_again(self):
        browser = Browser().open(self.begin().authorization_url).submit(token="dapi" + "0" * 32)
        self.assertEqual((browser.page.status_code, browser.title), (403, "Sign in to Boathouse"))

    def test_a_code_counts_once(self):
        consent = self.begin()
        query = self.answer(self.sign_in(consent.authorization_url), "allow")
        token = consent.exchange_callback_parameters(query).token()
        with self.assertRaises(ValueError) as caught:
            consent.exchange_callback_parameters(query)
        self.assertIn("invalid_grant", str(caught.exception))
        with self.assertRaises(PermissionDenied):
            self.name_of(token.access_token)

    def test_scopes_limit_what_can_be_done(self):
        consent = self.begin(scopes=["sql"])
        token = consent.exchange_callback_parameters(
            self.answer(self.sign_in(consent.authorization_url), "allow")
        ).token()
        self.assertIsNone(token.refresh_token)
        with self.assertRaises(PermissionDenied):
            WorkspaceClient(host=self.host, token=token.access_token).tokens.create(comment="more than that")

    def test_the_sdk_signs_in_by_the_external_browser_alone(self):
        """The whole of it: the SDK opens a browser, and listens for the answer itself."""
        seen = []

        def person(url: str) -> None:
            # The answer of the consent page leads to the SDK's own server.
            seen.append(self.sign_in(url).submit(decision="allow").page)

        def open_browser(url: str) -> None:
            threading.Thread(target=person, args=(url,), daemon=True).start()

        with tempfile.TemporaryDirectory() as home, mock.patch.dict(os.environ, {"HOME": home}):
            with mock.patch("webbrowser.open_new", open_browser):
                client = self.by_browser()
                self.assertEqual(client.current_user.me().user_name, "admin@localhost")
            # What the SDK keeps signs in again, without a browser.
            with mock.patch("webbrowser.open_new", side_effect=AssertionError("asked again")):
                self.assertEqual(self.by_browser().current_user.me().user_name, "admin@localhost")
        self.assertEqual([(page.status_code, page.text) for page in seen], [(200, "You can close this tab.")])

    def by_browser(self) -> WorkspaceClient:
        with tempfile.NamedTemporaryFile() as nothing, mock.patch.dict(
            os.environ, {"DATABRICKS_CONFIG_FILE": nothing.name}
        ):
            return WorkspaceClient(host=self.host, auth_type="external-browser")

    def name_of(self, token: str) -> str:
        return WorkspaceClient(host=self.host, token=token).current_user.me().user_name


if __name__ == "__main__":
    unittest.main()
