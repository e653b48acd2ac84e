"""Checks of the objects below a path."""

import hashlib

MANIFEST = "_tpch.json"


def digests_in(server, path):
    """Maps the name of each object below a path to the MD5 of its contents."""
    return {name: hashlib.md5(server.read(f"{path}/{name}")).hexdigest()
            for name in server.names(path)}
