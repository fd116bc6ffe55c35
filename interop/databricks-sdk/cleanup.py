"""Leaving nothing behind for the next test."""

import contextlib

from databricks.sdk.errors import NotFound


def unless_gone(delete, *args, **options) -> None:
    """For `addCleanup`: deletes what the test may have deleted or renamed itself."""
    with contextlib.suppress(NotFound):
        delete(*args, **options)
