from .organisations import FormerName, Organisation, Post
from .people import Membership, Person, User

__all__ = ["FormerName", "Membership", "Organisation", "Person", "Post", "User"]
