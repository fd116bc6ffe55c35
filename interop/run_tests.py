"""Runs the tests of a folder: `python run_tests.py FOLDER PACKAGE...`

Prints the versions of the packages, a line for each test, and at the end `N passed, N failed`. A test that is skipped
has failed, and so has a folder without tests: a machine that lacks something must not look like a client that works.
"""

import importlib.metadata
import platform
import sys
import time
import unittest


class Lines(unittest.TestResult):
    """One line for each test, and the traceback below the line of one that failed."""

    def __init__(self):
        super().__init__()
        # What tests and clients print is shown for a test that fails, and otherwise in nobody's way.
        self.buffer = True
        self.out = sys.stdout
        self.passed = 0
        self.failed = 0
        self.begun = time.monotonic()

    def startTest(self, test):
        super().startTest(test)
        self.begun = time.monotonic()

    def addSuccess(self, test):
        self.passed += 1
        self.say("ok  ", test)

    def addFailure(self, test, error):
        super().addFailure(test, error)
        self.fail(test, self.failures[-1][1])

    def addError(self, test, error):
        super().addError(test, error)
        self.fail(test, self.errors[-1][1])

    def addSubTest(self, test, subtest, error):
        super().addSubTest(test, subtest, error)
        if error is not None:
            self.fail(subtest, self._exc_info_to_string(error, test))

    def addSkip(self, test, reason):
        self.fail(test, f"It was skipped, which counts as failed: {reason}\n")

    def addUnexpectedSuccess(self, test):
        self.fail(test, "It passed, though it is marked as one that fails.\n")

    def fail(self, test, reason):
        self.failed += 1
        self.say("FAIL", test)
        print("".join(f"     {line}" for line in reason.splitlines(keepends=True)), file=self.out)

    def say(self, outcome, test):
        print(f"{outcome} {describe(test)} ({time.monotonic() - self.begun:.2f} s)", file=self.out)


def describe(test) -> str:
    """`test_shares.ShareTest.test_a_table_is_added` -> `shares: a table is added`."""
    if not isinstance(test, unittest.TestCase):
        return str(test)
    name, _, values = test.id().partition(" ")
    module, _, method = name.rsplit(".", 2)
    return " ".join([f"{words(module)}:", words(method), values]).rstrip()


def words(name: str) -> str:
    return name.removeprefix("test_").replace("_", " ")


def main(folder: str, packages: list[str]) -> int:
    versions = [f"{package} {importlib.metadata.version(package)}" for package in packages]
    print(", ".join([*versions, f"Python {platform.python_version()}"]))
    sys.path.insert(0, folder)
    suite = unittest.defaultTestLoader.discover(folder)
    if suite.countTestCases() == 0:
        print(f"There are no tests in {folder}.")
        return 1
    result = Lines()
    suite.run(result)
    print(f"{result.passed} passed, {result.failed} failed")
    return 0 if result.failed == 0 else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
