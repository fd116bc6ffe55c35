"""What scim2-tester checks of RFC 7643 and RFC 7644."""

import unittest

import sample_values
from deviations import DEVIATIONS
from provisioning import connect
from scim2_tester import Status, check_server


class ConformanceTest(unittest.TestCase):
    maxDiff = None

    def test_every_check_holds_but_those_where_databricks_differs(self):
        sample_values.teach()
        results = check_server(connect())
        passed = [result for result in results if result.status == Status.SUCCESS]
        failed = {subject(result): result.reason for result in results if result.status != Status.SUCCESS}
        self.assertEqual({key: reason for key, reason in failed.items() if key not in DEVIATIONS}, {})
        self.assertEqual(set(DEVIATIONS) - set(failed), set(), "These hold now: take them off the list.")
        self.assertGreater(len(passed), 60)


def subject(result) -> tuple[str | None, str, str | None]:
    """The type of resource, the check, and the attribute that was changed, where there are such."""
    attribute = result.data.get("urn") if isinstance(result.data, dict) else None
    return result.resource_type, result.title, attribute
