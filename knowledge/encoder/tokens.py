"""Ids of the special tokens in the vocabulary of multilingual-e5-small."""

BOS, PAD, EOS = 0, 1, 2
