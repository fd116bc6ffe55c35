"""What an identity provider does all day: who joins, changes groups, pauses and leaves."""

import unittest

from provisioning import connect
from scim2_models import ConflictException, NotFoundException, PatchOp, PatchOperation, SearchRequest


class ProvisioningTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.client = connect()
        cls.client.discover()
        cls.User = cls.client.get_resource_model("User")
        cls.Group = cls.client.get_resource_model("Group")

    def create(self, resource):
        made = self.client.create(resource)
        # The workspace answers a deletion with 200 and a body, not with 204.
        self.addCleanup(self.client.delete, type(resource), made.id, expected_status_codes=None)
        return made

    def join(self, user_name: str, **attributes):
        return self.create(self.User(user_name=user_name, **attributes))

    def found(self, model, text: str) -> list:
        return self.client.query(model, query_parameters=SearchRequest(filter=text)).resources or []

    def change(self, resource, op: str, path: str, value=None):
        operation = PatchOperation(op=PatchOperation.Op(op), path=path, value=value)
        model = type(resource)
        return self.client.modify(model, resource.id, PatchOp[model](operations=[operation]))

    def test_a_user_joins_and_is_found_by_what_the_provider_knows(self):
        ann = self.join("ann@example.com", display_name="Ann", external_id="00u1", active=True)
        for text in ('userName eq "Ann@Example.com"', 'externalId eq "00u1"', 'displayName sw "An"'):
            self.assertEqual([user.id for user in self.found(self.User, text)], [ann.id], text)
        self.assertEqual(self.found(self.User, 'userName eq "bob@example.com"'), [])

    def test_nobody_joins_twice(self):
        self.join("ann@example.com")
        with self.assertRaises(ConflictException):
            self.join("ANN@example.com")

    def test_a_user_pauses_and_returns(self):
        ann = self.join("ann@example.com")
        self.assertFalse(self.change(ann, "replace", "active", False).active)
        self.assertFalse(self.client.query(self.User, ann.id).active)
        self.assertTrue(self.change(ann, "replace", "active", True).active)

    def test_a_profile_is_replaced(self):
        ann = self.join("ann@example.com", display_name="Ann")
        ann.display_name = "Ann B."
        self.assertEqual(self.client.replace(ann).display_name, "Ann B.")

    def test_a_user_is_put_into_a_group_and_taken_out(self):
        ann = self.join("ann@example.com")
        group = self.create(self.Group(display_name="analysts"))
        changed = self.change(group, "add", "members", [{"value": ann.id}])
        self.assertEqual([member.value for member in changed.members], [ann.id])
        self.assertIn("analysts", [each.display for each in self.client.query(self.User, ann.id).groups])
        changed = self.change(group, "remove", f'members[value eq "{ann.id}"]')
        self.assertFalse(changed.members)

    def test_who_leaves_is_gone(self):
        ann = self.client.create(self.User(user_name="ann@example.com"))
        self.client.delete(self.User, ann.id, expected_status_codes=None)
        self.assertEqual(self.found(self.User, 'userName eq "ann@example.com"'), [])
        with self.assertRaises(NotFoundException):
            self.client.query(self.User, ann.id)
