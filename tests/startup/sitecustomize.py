"""Python runs this at its start where the tests ask for it, in kernels and other processes."""

import importlib.abc
import importlib.util
import os
import sys

from remembering import MODULE, VARIABLE, make_loader


class Finder(importlib.abc.MetaPathFinder):
    """Finds one module as all others do, and lets its model remember when it is loaded."""

    def find_spec(self, name, path, target=None):
        if name != MODULE:
            return None
        sys.meta_path.remove(self)
        spec = importlib.util.find_spec(name)
        load = spec.loader.exec_module

        def load_and_change(module):
            load(module)
            module.load_network = make_loader(module.load_network)

        spec.loader.exec_module = load_and_change
        return spec


if VARIABLE in os.environ:
    sys.meta_path.insert(0, Finder())
