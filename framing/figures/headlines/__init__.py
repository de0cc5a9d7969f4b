"""What a figure says, in one sentence made from its data: the titles of figures.

Each function takes a tidy table and names, and says no more than the table holds: what is called
clear was tested, or its intervals do not overlap, widened for all that it could have been picked
from; where nothing is clear, or nothing is reportable, the sentence says that. Without anything to
say the sentence is empty, and the topic is the title.
"""
