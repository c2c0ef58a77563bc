"""The handouts themselves, pictures of their pages, and codes that lead a phone to them."""

from io import BytesIO
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, Response

from handouts.anchor import address
from handouts.formats import formats
from handouts.web.finding import Output
from handouts.web.kept import Kept
from handouts.web.pictures import WIDTHS
from handouts.web.site import Chosen, chosen_in, client, site_of

KINDS = {
    ".pdf": "application/pdf",
    ".mp3": "audio/mpeg",
    ".html": "text/html",
    ".epub": "application/epub+zip",
    ".zip": "application/zip",
    ".txt": "text/plain",
}
SHOWN = (".pdf", ".mp3", ".html", ".txt")
"""What a browser shows or plays itself; the rest it saves."""
FRAMED = "frame-ancestors 'self'"
"""A PDF is printed from a frame of our own page; its viewer brings its own styles."""
ALONE = f"sandbox allow-scripts allow-popups allow-downloads; {FRAMED}"
"""A page that talks carries its own policy; it is kept apart from our pages, as if it stood elsewhere."""
AN_HOUR = {"cache-control": "private, max-age=3600"}


async def file(request: Request) -> Response:
    """A handout that is there, to be shown, or with `download` to be saved."""
    chosen, kind = await _chosen(request), request.path_params["kind"]
    if kind not in formats():
        raise HTTPException(404, "There is no such kind of handout.")
    output = await _output(request, chosen, kind)
    suffix = formats()[kind].suffix
    saved = "download" in request.query_params or suffix not in SHOWN
    return FileResponse(
        output.file,
        media_type=KINDS.get(suffix, "application/octet-stream"),
        filename=file_name(chosen, suffix),
        content_disposition_type="attachment" if saved else "inline",
        headers={"content-security-policy": ALONE if suffix == ".html" else FRAMED, "etag": f'"{output.sha256}"'},
    )


async def picture(request: Request) -> Response:
    """A page of the PDF as a picture in one of two widths."""
    chosen, number = await _chosen(request), request.path_params["number"]
    width = {str(each): each for each in WIDTHS}.get(request.query_params.get("width", str(WIDTHS[0])))
    output = await _output(request, chosen, "pdf")
    if width is None or not 1 <= number <= (output.pages or 0):
        raise HTTPException(404, "There is no such page.")
    site = site_of(request)
    target = Kept(site.output).picture(output.sha256, number, width)
    if not target.is_file():
        task = {"task": "draw", "file": str(output.file), "page": number, "width": width, "target": str(target)}
        work = await site.crew.done(client(request), **task)
        if work.state != "done":
            raise HTTPException(503, "This page could not be drawn. Print the handout to see it.")
    return FileResponse(target, media_type="image/png", headers=AN_HOUR)


async def code(request: Request) -> Response:
    """A code to be photographed, which leads to the topic's place on the patients' shelf."""
    site, chosen = site_of(request), await _chosen(request)
    if not site.public_url or chosen.packet:
        raise HTTPException(404, "There is no such code: start handouts serve with --public-url.")
    import segno

    drawn = BytesIO()
    # Four squares of quiet around it (ISO/IEC 18004, 9.1); black on white, whatever the page's colours are.
    there = segno.make_qr(address(site.public_url, chosen.topics[0].name), error="m", boost_error=False)
    there.save(drawn, kind="svg", border=4, dark="#000", light="#fff")
    return Response(drawn.getvalue(), media_type="image/svg+xml", headers=AN_HOUR)


def file_name(chosen: Chosen, suffix: str) -> str:
    """The name under which a handout is saved; a printed one tells its size."""
    size = f"-{chosen.size}pt" if suffix == ".pdf" else ""
    return f"{_stem(chosen)}{size}{suffix}"


def _stem(chosen: Chosen) -> str:
    name = "packet" if chosen.packet else chosen.topics[0].name
    return f"{name}{'-plain' if chosen.options.plain else ''}"


async def _chosen(request: Request) -> Chosen:
    chosen = await chosen_in(request, request.query_params.multi_items())
    if not chosen.topics:
        raise HTTPException(404, "No topic was chosen.")
    return chosen


async def _output(request: Request, chosen: Chosen, kind: str) -> Output:
    """The output, if it is there."""
    found = await site_of(request).finder.find(client(request), chosen.articles, [kind], chosen.options)
    output = found.get(kind)
    if output is None or not Path(output.file).is_file():
        raise HTTPException(404, "This handout is not made yet. Open its page to make it.")
    return output
