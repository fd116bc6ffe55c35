"""Recipients, their tokens and their activation links."""

import time
import unittest

from cleanup import unless_gone
from databricks.sdk import WorkspaceClient
from databricks.sdk.errors import InvalidParameterValue, NotFound, ResourceConflict, ResourceDoesNotExist
from databricks.sdk.service.sharing import AuthenticationType, IpAccessList, SecurablePropertiesKvPairs

DAY = 86_400_000


class RecipientsTest(unittest.TestCase):
    def setUp(self):
        self.w = WorkspaceClient()

    def create(self, name: str, **fields):
        recipient = self.w.recipients.create(name, AuthenticationType.TOKEN, **fields)
        self.addCleanup(unless_gone, self.w.recipients.delete, name)
        return recipient

    def test_a_recipient_is_read_back_with_everything_that_was_set(self):
        expires = int(time.time() * 1000) + 30 * DAY
        self.create(
            "acme",
            comment="partner",
            expiration_time=expires,
            ip_access_list=IpAccessList(allowed_ip_addresses=["203.0.113.0/24", "127.0.0.1"]),
            properties_kvpairs=SecurablePropertiesKvPairs(properties={"license": "gold"}),
        )
        acme = self.w.recipients.get("Acme")
        self.assertEqual((acme.name, acme.comment, acme.expiration_time), ("acme", "partner", expires))
        self.assertEqual(acme.authentication_type, AuthenticationType.TOKEN)
        self.assertEqual(acme.ip_access_list.allowed_ip_addresses, ["203.0.113.0/24", "127.0.0.1"])
        self.assertEqual(acme.properties_kvpairs.properties, {"license": "gold", "databricks.name": "acme"})
        self.assertFalse(acme.activated)
        [token] = acme.tokens
        self.assertEqual(token.expiration_time, expires)
        self.assertEqual(token.activation_url, acme.activation_url)

    def test_recipients_are_listed_and_filtered_by_metastore(self):
        self.create("acme")
        self.assertIn("acme", [recipient.name for recipient in self.w.recipients.list()])
        other = "aws:us-west-2:19a84bee-54bc-43a2-87de-023d0ec16016"
        self.assertEqual(list(self.w.recipients.list(data_recipient_global_metastore_id=other)), [])

    def test_a_recipient_is_renamed_and_changed(self):
        self.create("acme", comment="partner")
        self.addCleanup(unless_gone, self.w.recipients.delete, "apex")
        changed = self.w.recipients.update(
            "acme", new_name="apex", comment="", properties_kvpairs=SecurablePropertiesKvPairs(properties={"tier": "1"})
        )
        self.assertEqual((changed.name, changed.comment), ("apex", ""))
        self.assertEqual(changed.properties_kvpairs.properties, {"tier": "1", "databricks.name": "apex"})
        self.assertEqual(self.w.recipients.get("apex").id, changed.id)

    def test_a_name_is_taken_once(self):
        self.create("acme")
        with self.assertRaises(ResourceConflict) as caught:
            self.w.recipients.create("ACME", AuthenticationType.TOKEN)
        self.assertEqual(caught.exception.error_code, "RECIPIENT_ALREADY_EXISTS")

    def test_a_deleted_recipient_is_gone(self):
        self.create("acme")
        self.w.recipients.delete("acme")
        with self.assertRaises(NotFound) as caught:
            self.w.recipients.get("acme")
        self.assertEqual(caught.exception.error_code, "RECIPIENT_DOES_NOT_EXIST")


class ActivationTest(unittest.TestCase):
    def setUp(self):
        self.w = WorkspaceClient()
        self.link = self.w.recipients.create("acme", AuthenticationType.TOKEN).activation_url
        self.addCleanup(self.w.recipients.delete, "acme")

    @staticmethod
    def code_of(link: str) -> str:
        return link.partition("?")[2]

    def test_the_link_is_a_page_of_the_workspace(self):
        self.assertTrue(self.link.startswith(f"{self.w.config.host}/delta_sharing/retrieve_config.html?"))

    def test_asking_about_a_link_uses_nothing_up(self):
        for form in (self.link, self.code_of(self.link)):
            self.w.recipient_activation.get_activation_url_info(form)
        self.assertEqual(self.w.recipients.get("acme").activation_url, self.link)

    def test_the_credential_is_retrieved_by_code_once(self):
        credential = self.w.recipient_activation.retrieve_token(self.code_of(self.link))
        self.assertEqual(credential.share_credentials_version, 1)
        self.assertEqual(credential.endpoint, f"{self.w.config.host}/delta-sharing")
        self.assertGreater(len(credential.bearer_token), 40)
        self.assertRegex(credential.expiration_time, r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$")
        acme = self.w.recipients.get("acme")
        self.assertTrue(acme.activated)
        self.assertIsNone(acme.activation_url)
        for call in (self.w.recipient_activation.retrieve_token, self.w.recipient_activation.get_activation_url_info):
            with self.assertRaises(ResourceDoesNotExist) as caught:
                call(self.code_of(self.link))
            self.assertIn("already used", str(caught.exception))

    def test_the_credential_is_retrieved_by_the_whole_link(self):
        self.assertTrue(self.w.recipient_activation.retrieve_token(self.link).bearer_token)

    def test_a_token_that_nobody_downloaded_is_replaced_by_rotation(self):
        rotated = self.w.recipients.rotate_token("acme", 3600)
        [token] = rotated.tokens
        self.assertNotEqual(token.activation_url, self.link)
        with self.assertRaises(ResourceDoesNotExist):
            self.w.recipient_activation.retrieve_token(self.link)

    def test_a_token_in_use_lives_through_the_grace_period(self):
        self.w.recipient_activation.retrieve_token(self.link)
        rotated = self.w.recipients.rotate_token("acme", 3600)
        old, new = rotated.tokens
        self.assertAlmostEqual(old.expiration_time / 1000, time.time() + 3600, delta=60)
        self.assertIsNone(old.activation_url)
        self.assertEqual(new.activation_url, rotated.activation_url)
        with self.assertRaises(InvalidParameterValue) as caught:
            self.w.recipients.rotate_token("acme", 3600)
        self.assertIn("already two activated tokens", str(caught.exception))

    def test_a_grace_period_of_nothing_ends_the_old_token(self):
        self.w.recipient_activation.retrieve_token(self.link)
        self.assertEqual(len(self.w.recipients.rotate_token("acme", 0).tokens), 1)
        with self.assertRaises(InvalidParameterValue):
            self.w.recipients.rotate_token("acme", -1)
