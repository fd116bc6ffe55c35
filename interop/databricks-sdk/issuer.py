"""An issuer of OpenID Connect tokens on this machine, which is an Entra tenant as well."""

import base64
import http.server
import json
import threading
import time
import urllib.parse

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa

TENANT = "11111111-2222-3333-4444-555555555555"
RESOURCE_ID = "/subscriptions/s/resourceGroups/g/providers/Microsoft.Databricks/workspaces/w"
DISCOVERY = "/.well-known/openid-configuration"


def encode(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def number(value: int) -> str:
    return encode(value.to_bytes((value.bit_length() + 7) // 8, "big"))


class Issuer:
    """Signs tokens, publishes its key, and gives Entra tokens to who knows a secret."""

    def __init__(self):
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        # Service principals of the tenant: application id and secret.
        self.secrets: dict[str, str] = {}
        # Those that Azure Resource Manager lets do everything to the workspace's resource.
        self.contributors: set[str] = set()
        issuer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                issuer.answer(self, None)

            def do_POST(self):
                body = self.rfile.read(int(self.headers["content-length"])).decode()
                issuer.answer(self, dict(urllib.parse.parse_qsl(body)))

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()

    def sign(self, audience: str, issuer: str | None = None, **claims) -> str:
        now = int(time.time())
        payload = {"iss": issuer or self.url, "aud": audience, "iat": now, "exp": now + 300, **claims}
        halves = [{"alg": "RS256", "typ": "JWT", "kid": "one"}, payload]
        signed = ".".join(encode(json.dumps(half).encode()) for half in halves)
        signature = self.key.sign(signed.encode(), padding.PKCS1v15(), hashes.SHA256())
        return f"{signed}.{encode(signature)}"

    def entra_token(self, resource: str, **claims) -> str:
        """As Entra gives it by its endpoint of version 1."""
        return self.sign(resource, f"https://sts.windows.net/{TENANT}/", tid=TENANT, **claims)

    def answer(self, request: http.server.BaseHTTPRequestHandler, form: dict[str, str] | None):
        status, body = self.respond(urllib.parse.urlsplit(request.path).path, request.headers, form)
        content = json.dumps(body).encode()
        request.send_response(status)
        request.send_header("content-type", "application/json")
        request.send_header("content-length", str(len(content)))
        request.end_headers()
        request.wfile.write(content)

    def respond(self, path: str, headers, form: dict[str, str] | None) -> tuple[int, dict]:
        if path.endswith(DISCOVERY):
            below = path.removesuffix(DISCOVERY)
            name = f"https://sts.windows.net/{TENANT}/" if below == f"/{TENANT}" else self.url + below
            return 200, {"issuer": name, "jwks_uri": f"{self.url}/keys"}
        if path == "/keys":
            public = self.key.public_key().public_numbers()
            key = {"kty": "RSA", "kid": "one", "use": "sig", "n": number(public.n), "e": number(public.e)}
            return 200, {"keys": [key]}
        if path == f"/{TENANT}/oauth2/token" and form is not None:
            return self.give_entra_token(form)
        if path == f"{RESOURCE_ID}/providers/Microsoft.Authorization/permissions":
            return self.permissions(headers["authorization"])
        return 404, {}

    def give_entra_token(self, form: dict[str, str]) -> tuple[int, dict]:
        application = form["client_id"]
        if form["grant_type"] != "client_credentials" or self.secrets.get(application) != form["client_secret"]:
            return 401, {"error": "invalid_client", "error_description": "AADSTS7000215: Invalid client secret."}
        token = self.entra_token(form["resource"], appid=application)
        return 200, {"access_token": token, "token_type": "Bearer", "expires_in": "3599"}

    def permissions(self, authorization: str) -> tuple[int, dict]:
        payload = authorization.removeprefix("Bearer ").split(".")[1]
        application = json.loads(base64.urlsafe_b64decode(payload + "=="))["appid"]
        actions = ["*"] if application in self.contributors else ["*/read"]
        return 200, {"value": [{"actions": actions, "notActions": ["Microsoft.Authorization/*/Write"]}]}
