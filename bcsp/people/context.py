from django.conf import settings

from bcsp.people.queries import sample_data
from bcsp.public.middleware import is_public
from bcsp.strands import strands


def frame(request) -> dict:
    """What every page's frame needs. Under /public/ nothing of it is asked, so that no session is read."""
    shared = {
        "organisation_name": "Birmingham Community Safety Partnership",
        "data_controller": settings.DATA_CONTROLLER,
        "partnership_contact": settings.PARTNERSHIP_CONTACT,
    }
    shared["sample_data"] = sample_data()
    if is_public(request.path):
        return {**shared, "frame": "public_base.html"}
    if not hasattr(request, "user"):
        return shared
    viewer = request.viewer
    if not viewer.is_member:
        return {**shared, "viewer": viewer, "person": viewer.name}
    from bcsp.notices.queries import unread_count

    links = [link for strand in strands() for link in strand.navigation]
    return {
        **shared,
        "viewer": viewer,
        "person": viewer.name,
        "navigation": [{"title": n.title, "url": n.url, "active": request.path.startswith(n.url)} for n in links],
        "unread_notices": unread_count(viewer),
    }
