"""Every format that articles come in: inputs become units, and a unit becomes articles."""
