"""The README as a registry of packages shows it: there, what lies beside it is not at hand.

Hatchling runs this when it builds the kit. A code host shows README.md as it is; a registry knows
no file of the repository, so that a picture would be broken and a link dead.
"""

import re
from pathlib import Path
from typing import Any

from hatchling.metadata.plugin.interface import MetadataHookInterface

PICTURE = re.compile(r"!\[[^\]]*\]\((?!https?:|#)[^)]+\)")
LINK = re.compile(r"(?<!!)\[([^\]]*)\]\((?!https?:|#)[^)]+\)")
"""A picture and a link whose address is a path in the repository."""


def make_portable(text: str, address: str = "") -> str:
    """Write a README so that it can be read far from its repository.

    Parameters
    ----------
    text : str
        Markdown.
    address : str
        Where files of the repository can be read, with a slash at its end. Paths then lead there;
        without one a picture is left out, and of a link the words stay.
    """
    if address:
        return re.sub(r"(!?\[[^\]]*\]\()(?!https?:|#)", rf"\g<1>{address}", text)
    return re.sub(r"\n{3,}", "\n\n", LINK.sub(r"\1", PICTURE.sub("", text)))


class PortableReadme(MetadataHookInterface):
    """Gives the metadata of the kit its README."""

    def update(self, metadata: dict[str, Any]) -> None:
        """Add the README, with the address from ``[tool.hatch.metadata.hooks.custom]``."""
        text = (Path(self.root) / "README.md").read_text(encoding="utf8")
        text = make_portable(text, self.config.get("address", ""))
        metadata["readme"] = {"content-type": "text/markdown", "text": text}
