"""Completion in bash, with the script and the answers of the real command line."""

import unittest

import boathouse

# What bash does when somebody presses the tabulator: it looks up the function and hands it the words.
PRESS_TAB = """
set -e
source <(boathouse completion bash)
[[ "$(complete -p boathouse)" =~ -F\\ ([a-z_]+) ]]
COMP_WORDS=(boathouse "$@")
COMP_CWORD=$#
"${BASH_REMATCH[1]}"
printf '%s\\n' "${COMPREPLY[@]}"
"""


class CompletionTest(unittest.TestCase):
    def complete(self, *words: str) -> list[str]:
        ended = boathouse.run_in_bash(PRESS_TAB, *words)
        self.assertEqual((ended.code, ended.err), (0, ""))
        return ended.out.splitlines()

    def test_verbs_values_and_profiles_are_completed(self):
        self.assertEqual(self.complete("shares", "update-"), ["update-permissions"])
        self.assertEqual(self.complete("recipient", "read", "x.share#a.b.c", "--format", "ar"), ["arrow"])
        # The workspace's own file has one profile.
        self.assertEqual(self.complete("-p", ""), ["DEFAULT"])
