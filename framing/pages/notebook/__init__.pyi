from .coder import code_mentions as code_mentions
from .explorer import explore_portrayal as explore_portrayal
from .reviewing import review_draft as review_draft
from .settling import settle_codes as settle_codes
