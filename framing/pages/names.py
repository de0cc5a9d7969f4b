"""Tables to be read: names in place of ids."""

import pandas as pd

from ..codebook import Codebook

_OF_ACTORS = ("actor_id", "speaker_actor_id", "agent_id", "patient_id")
_OF_OUTLETS = ("outlet_id", "side_a", "side_b")


def show_names(
    table: pd.DataFrame, codebook: Codebook, outlets: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Show a table with the names of actors, frames and outlets in place of their ids.

    Parameters
    ----------
    table : DataFrame
        Any table.
    codebook : Codebook
        Whose actors and frames they are.
    outlets : DataFrame, optional
        From `read_outlets`; without it outlets keep their ids.

    Returns
    -------
    DataFrame
        The table with the column ``actor`` in place of ``actor_id``, ``frame`` in place of
        ``frame_id`` and so on; the sides of a comparison of outlets are named too. An id that
        nobody names stays, and what is missing stays missing.

    Examples
    --------
    >>> import pandas as pd, framing as fr
    >>> table = pd.DataFrame({"actor_id": ["CHN", "XYZ", None], "n": [3, 2, 1]})
    >>> fr.show_names(table, fr.read_codebook())["actor"].fillna("-").tolist()
    ['China', 'XYZ', '-']
    """
    names = dict.fromkeys(_OF_ACTORS, codebook.actor_labels) | {"frame_id": codebook.frame_labels}
    if outlets is not None:
        own = dict(zip(outlets["outlet_id"], outlets["outlet_name"], strict=True))
        names |= dict.fromkeys(_OF_OUTLETS, own)
    named = {
        column: table[column].map(own).fillna(table[column])
        for column, own in names.items()
        if column in table
    }
    return table.assign(**named).rename(columns={name: name.removesuffix("_id") for name in named})
