//! Concurrent random waits.

from basic_async_syntax import wait_random

async def wait_n(n: int, max_delay: int) -> list[float]:
    waits = [wait_random(max_delay) for _ in range(n)]
    return [await wait for wait in asyncio.as_completed(waits)]
