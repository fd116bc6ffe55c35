"""A read that is interrupted leaves nothing half done."""

import os
import pathlib
import signal
import time
import unittest

import boathouse
import long_table
import shared


class InterruptsTest(unittest.TestCase):
    def read_until_it_writes(self, file: pathlib.Path):
        """A read of the long table, as soon as its first rows are on disk."""
        process = boathouse.start("recipient", "read", long_table.url(), "--to", str(file))
        self.addCleanup(process.communicate)
        deadline = time.monotonic() + boathouse.SECONDS
        while not any(part.stat().st_size > 0 for part in file.parent.glob("*.part")):
            self.assertIsNone(process.poll(), "It ended before it wrote.")
            self.assertLess(time.monotonic(), deadline)
            time.sleep(0.005)
        return process

    def check_interrupted(self, process) -> None:
        out, err = process.communicate(timeout=10)
        self.assertEqual((process.returncode, out, err.decode()), (2, b"", "Error: Interrupted.\n"))

    def test_ctrl_c_on_a_terminal_leaves_no_file(self):
        file = shared.scratch("long.jsonl")
        process = self.read_until_it_writes(file)
        # A terminal sends it to the whole process group.
        os.killpg(process.pid, signal.SIGINT)
        self.check_interrupted(process)
        self.assertEqual(os.listdir(file.parent), [])

    def test_sigterm_leaves_the_file_that_was_there_before(self):
        file = shared.scratch("long.jsonl")
        file.write_text("kept\n")
        process = self.read_until_it_writes(file)
        process.send_signal(signal.SIGTERM)
        self.check_interrupted(process)
        self.assertEqual(os.listdir(file.parent), [file.name])
        self.assertEqual(file.read_text(), "kept\n")
