"""From a clean checkout to two ready environments, with the standard library only.

`python3.11 -m api.bootstrap` runs before any package is installed, so nothing in here may import one.
"""
