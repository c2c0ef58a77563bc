"""The editors' view of a topic: how each part reads, both versions side by side, the lock, approvals, and changes."""

from starlette.requests import Request
from starlette.responses import Response

from handouts.web.finding import TaskError
from handouts.web.site import chosen_in, client, page, site_of


async def edit(request: Request) -> Response:
    """The page; what it tells is found out anew each time, in a worker."""
    site = site_of(request)
    await site.library.look()
    chosen = await chosen_in(request, ())
    (topic,), (article,) = chosen.topics, chosen.articles
    work = await site.crew.done(client(request), task="judge", article=str(article), output=str(site.output))
    if work.fault:
        raise TaskError(work.fault)
    if work.answer is None:
        raise TaskError({"kind": "", "what": "This was stopped.", "todo": "Try again.", "where": ""})
    return page(request, "editing.html", topic=topic, chosen=chosen, **work.answer)
