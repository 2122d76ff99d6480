"""What a handler is: each module of handlers lists its own as `HANDLERS`, and `dispatch` puts the lists together."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from workshop_app.domain.commands import Command
from workshop_app.store.tx import Tx

#: A handler takes the transaction and a command of its own class, and returns what the command's docstring says.
Handler = Callable[[Tx, Any], object]
Handlers = Mapping[type[Command], Handler]
