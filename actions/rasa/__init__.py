"""Rasa's door to the services: thin actions, run by the app itself instead of an action server."""

from actions.rasa.executor import Services, build_executor

__all__ = ["Services", "build_executor"]
