"""Python runs this at its start where the tests ask for it, in kernels and other processes."""

import importlib.abc
import importlib.util
import os
import sys

from remembering import CHANGES, VARIABLE


class Finder(importlib.abc.MetaPathFinder):
    """Finds some modules as all others do, and changes each when it is loaded."""

    def __init__(self, changes):
        self.changes = dict(changes)

    def find_spec(self, name, path, target=None):
        change = self.changes.pop(name, None)
        if change is None:
            return None
        spec = importlib.util.find_spec(name)
        load = spec.loader.exec_module

        def load_and_change(module):
            load(module)
            change(module)

        spec.loader.exec_module = load_and_change
        return spec


if VARIABLE in os.environ:
    sys.meta_path.insert(0, Finder(CHANGES))
