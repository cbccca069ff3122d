"""What a unit says of a programme's items: "xong 14/16, còn mục 3 và 9"."""

from domain.itemised.reading import NAMES_ITEMS, all_but, read_items
from domain.itemised.values import Heard, ItemReply, Known
from domain.itemised.words import asks_which, corrects

__all__ = ["NAMES_ITEMS", "Heard", "ItemReply", "Known", "all_but", "asks_which", "corrects", "read_items"]
