"""What Skolevej does: one module per service over one store, with thin Rasa actions on top."""
