"""The searchable artefact: vectors, word statistics and passages in one immutable directory."""
