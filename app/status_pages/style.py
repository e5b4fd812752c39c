"""How order status pages look: one style for all, named by its hash in each page's policy."""

from base64 import b64encode
from hashlib import sha256

from app import resource

STYLE = " ".join(resource.path("pages", "order.css").read_text(encoding="utf-8").split())
_HASH = b64encode(sha256(STYLE.encode()).digest()).decode()
POLICY = f"default-src 'none'; style-src 'sha256-{_HASH}'; base-uri 'none'; form-action 'none'"
"""Nothing is loaded, run or sent; only this style is applied."""
