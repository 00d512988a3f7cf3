"""The public site's frame: what everyone may read, always as the public. No session, no cookie, no script.

`base` is the view that every strand's public pages share; `addresses` makes whole addresses of them; `middleware`
keeps cookies from them; `pages` are the frame's own; `sitemaps` asks the strands what everyone may read. It has no rows
of its own.
"""
