"""The desk, where coordinators handle contact requests, and the plain page where a parent finds her booking."""

from api.desk.routes import router
from api.desk.services import Desk, open_desk

__all__ = ["Desk", "open_desk", "router"]
