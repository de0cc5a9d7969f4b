"""False discoveries among many questions: the q-value of each p-value."""

import numpy as np
import pandas as pd
import scipy  # and not stats from it, which takes half a second to load and is seldom used


def find_q_values(p_values: pd.Series, is_asked: pd.Series) -> np.ndarray:
    """Find the q-values of the questions that are asked; missing for the others.

    Parameters
    ----------
    p_values : Series of float
        One a question; a missing one is not asked.
    is_asked : Series of bool
        Chosen without a look at the p-values (Bourgon, Gentleman and Huber 2010).

    References
    ----------
    Benjamini, Y., and Y. Hochberg. 1995. "Controlling the False Discovery Rate." JRSS B 57:
    289-300.

    Examples
    --------
    >>> find_q_values(pd.Series([0.01, 0.04, 0.5]), pd.Series([True, True, False])).tolist()
    [0.02, 0.04, nan]
    """
    q_values = np.full(len(p_values), np.nan)
    is_in_family = is_asked.to_numpy(bool) & p_values.notna().to_numpy()
    if is_in_family.any():
        family = p_values[is_in_family].astype(float)
        q_values[is_in_family] = scipy.stats.false_discovery_control(family)
    return q_values
