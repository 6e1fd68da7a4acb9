"""What Skolevej says and when: the Rasa project. Runs in its own Python 3.10 environment."""
