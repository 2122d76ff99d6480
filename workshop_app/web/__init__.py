"""The LAN host: what phones in the hall see. Its own thread with one asyncio loop."""
