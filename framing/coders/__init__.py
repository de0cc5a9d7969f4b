"""What people say: samples to code, their codes, and how well the kit agrees with them.

Mentions and codes come in; agreement, errors and corrected estimates go out. No coding tool is
shown here.
"""

from .agreement import (
    RELIABLE,
    TENTATIVE,
    ReliabilityWarning,
    agreement,
    find_disagreements,
    tabulate_codes,
)
from .codings import ADJUDICATED, CODED, final_codes, read_codings
from .correction import correct_portrayal
from .evaluation import MIN_CODED, NO_FRAME, evaluate_against, summarise_validation
from .refinement import evaluate_codebook, refine, suggest_keywords
from .sampling import sample_for_coding
