from .card import card_of
from .learned import TEMPLATE as LEARNED
from .learned import Learned, learned_in, learned_pdf

__all__ = ["LEARNED", "Learned", "card_of", "learned_in", "learned_pdf"]
