from .organisations import Organisation, Post
from .people import Membership, Person, User

__all__ = ["Membership", "Organisation", "Person", "Post", "User"]
