"""Safety: the crisis floor and the identity-number door.

The crisis floor (`floor`, `fold`, `pattern`, `phrasebook`, `helplines`) uses the standard library, PyYAML and
nothing of ours outside this folder, so that it answers when everything else is down.
"""
