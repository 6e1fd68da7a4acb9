"""Rasa components of our own. They import nothing from the other rooms."""
