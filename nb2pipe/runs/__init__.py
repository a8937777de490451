"""Emitted packages and notebooks, run in processes of their own; and their values, compared.

`worker`, `inside` and `describe` are loaded by path into the user's processes and import nothing of nb2pipe.
"""
