"""Who may call Skolevej: HTTP surface, composition, settings, command line, process supervision."""
