"""Reading a conclusion: the tasks it assigns, with what is doubtful about each."""

from domain.conclusions.day import document_day
from domain.conclusions.reading import propose
from domain.conclusions.values import Due, Paragraph, Place, ProposedTask, Unit

__all__ = ["Due", "Paragraph", "Place", "ProposedTask", "Unit", "document_day", "propose"]
