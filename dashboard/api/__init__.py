"""The REST API below ``/api/v1``: the same names and columns as the command line."""

from dashboard.api.routes import ROOT, register_api

__all__ = ["ROOT", "register_api"]
