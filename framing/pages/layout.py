"""What every page that leaves the kit is laid out with: escaping, and a policy for what may run."""

import base64
import hashlib
import importlib.resources

import jinja2


def make_environment() -> jinja2.Environment:
    """Make the environment of a template, which escapes all and knows no undefined name."""
    return jinja2.Environment(
        loader=jinja2.FunctionLoader(read_asset),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def read_asset(name: str) -> str:
    """Read a template, a style or a script of the kit."""
    assets = importlib.resources.files("framing.pages") / "assets"
    return (assets / name).read_text(encoding="utf8")


def write_policy(style: str, script: str | None = None) -> str:
    """Write the policy of a page: only this style and this script, by their digests."""
    script_source = [] if script is None else [f"script-src {hash_text(script)}"]
    return "; ".join(
        [
            "default-src 'none'",
            "img-src data:",
            f"style-src {hash_text(style)}",
            *script_source,
            "base-uri 'none'",
            "form-action 'none'",
        ]
    )


def hash_text(text: str) -> str:
    """Name a style or script by its digest, as the policy of a page does."""
    digest = base64.b64encode(hashlib.sha256(text.encode("utf8")).digest()).decode("ascii")
    return f"'sha256-{digest}'"
