"""Planning an import: every fault named, every change known before anything is written."""

from domain.importing.planning import plan
from domain.importing.refs import next_ref
from domain.importing.values import Fault, Plan, Sheet, SheetRow

__all__ = ["Fault", "Plan", "Sheet", "SheetRow", "next_ref", "plan"]
