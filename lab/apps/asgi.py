"""An ASGI application for uvicorn. /leak opens files until it may open no more; /wait takes 30 s."""
import asyncio

kept = []


async def application(scope, receive, send):
    if scope["type"] == "http":
        if scope["path"] == "/wait":
            await asyncio.sleep(30)
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/plain")]})
        await send({"type": "http.response.body", "body": b"200 from asgi\n"})
        if scope["path"] == "/leak":
            try:
                while True:
                    kept.append(open("/dev/null"))
            except OSError:
                pass
