"""The contracts of the tables, one module a room."""
