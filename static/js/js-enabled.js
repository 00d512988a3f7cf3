// Says to the stylesheet that scripts run. Loaded first in the body, so that nothing jumps.
document.body.classList.add("js-enabled");
if ("noModule" in HTMLScriptElement.prototype) document.body.classList.add("govuk-frontend-supported");
