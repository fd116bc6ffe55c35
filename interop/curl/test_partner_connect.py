"""What an administrator of Partner Connect does by hand, with the commands of the guide."""

import time
import unittest

import workspace

DAY = 86_400


class PartnerConnectTest(unittest.TestCase):
    def setUp(self):
        self.run_command = self.enterContext(workspace.administrators_shell())
        made = self.run_command(workspace.CREATE_SERVICE_PRINCIPAL, name="FIVETRAN_USER")
        self.application_id = made["applicationId"]
        self.addCleanup(self.delete_service_principal)

    def delete_service_principal(self):
        return self.run_command(workspace.DELETE_SERVICE_PRINCIPAL, application_id=self.application_id)

    def create_token(self) -> str:
        [answer] = self.run_command(workspace.CREATE_TOKEN, application_id=self.application_id)
        return answer["token_value"]

    def listed(self) -> list[dict]:
        return self.run_command(workspace.LIST_SERVICE_PRINCIPALS)

    def partner_tokens(self) -> list[dict]:
        answer = self.run_command(workspace.LIST_TOKENS)
        return [token for token in answer["token_infos"] if token["comment"] == "Partner Connect"]

    def who_am_i(self, token: str) -> dict:
        return self.run_command(workspace.WHO_AM_I, token=token)

    def test_service_principals_are_listed_with_their_application_ids(self):
        self.assertIn({"displayName": "FIVETRAN_USER", "applicationId": self.application_id}, self.listed())

    def test_a_token_on_behalf_of_a_service_principal_acts_as_it(self):
        token = self.create_token()
        self.assertRegex(token, r"^dapi[0-9a-f]{32}$")
        self.assertEqual(self.who_am_i(token)["userName"], self.application_id)

    def test_a_token_is_listed_without_its_value_and_ends_when_it_was_told_to(self):
        value = self.create_token()
        [token] = self.partner_tokens()
        self.assertNotIn(value, str(token))
        self.assertAlmostEqual(token["expiry_time"] / 1000, time.time() + 14 * DAY, delta=60)

    def test_a_deleted_token_is_refused_at_once(self):
        value = self.create_token()
        [token] = self.partner_tokens()
        self.run_command(workspace.DELETE_TOKEN, token_id=token["token_id"])
        self.assertEqual(self.partner_tokens(), [])
        self.assertIn("Invalid access token.", self.who_am_i(value).values())

    def test_a_service_principal_is_deleted_by_its_application_id_and_its_tokens_with_it(self):
        value = self.create_token()
        [token] = self.partner_tokens()
        self.delete_service_principal()
        self.assertNotIn(self.application_id, str(self.listed()))
        self.assertIn("Invalid access token.", self.who_am_i(value).values())
        # Who cleans up in the other order finds that the token is deleted already, which is no mistake.
        self.run_command(workspace.DELETE_TOKEN, token_id=token["token_id"])
