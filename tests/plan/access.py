from tests.access import Page, public

ACCESS = [public("home"), public("healthz"), public("readyz"), Page("plan")]
