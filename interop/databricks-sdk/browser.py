"""A person in front of a browser, as far as signing in takes one."""

import html
import os
import re

import requests


class Browser:
    """Keeps cookies and the page that it shows. Pages of the workspace need no scripts."""

    def __init__(self):
        self.session = requests.Session()
        # Nobody's ~/.netrc and proxy are meant here.
        self.session.trust_env = False
        self.session.verify = os.environ.get("REQUESTS_CA_BUNDLE", True)
        self.page = None

    def open(self, url: str) -> "Browser":
        self.page = self.session.get(url, timeout=10)
        return self

    def submit(self, **fields: str) -> "Browser":
        """Sends the form of the page, and follows redirects."""
        form = re.search(r'<form method="post" action="([^"]+)">(.*?)</form>', self.page.text, re.DOTALL)
        hidden = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', form[2])
        data = {name: html.unescape(value) for name, value in hidden} | fields
        target = requests.compat.urljoin(self.page.url, form[1])
        self.page = self.session.post(target, data=data, timeout=10)
        return self

    @property
    def title(self) -> str:
        return html.unescape(re.search(r"<h1>(.*?)</h1>", self.page.text)[1])
