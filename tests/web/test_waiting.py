"""Waiting on the host's loop for what the writer thread answers."""

from __future__ import annotations

import asyncio
import threading

import pytest

from workshop_app.domain.answering import Answer
from workshop_app.domain.commands import Command, EndWorkshop
from workshop_app.domain.errors import WorkshopError
from workshop_app.web.waiting import Waiting


async def _turns() -> None:
    """The loop takes two turns: in the first the commands are asked for, in the second they leave."""
    for _ in range(3):
        await asyncio.sleep(0)


def test_a_group_is_answered_from_another_thread() -> None:
    """Each gets its own answer or refusal, in whatever order they come."""
    sent: list[Answer] = []
    waiting = Waiting(lambda _command, answer: sent.append(answer), 10.0)

    def write() -> None:
        for n, answer in reversed(list(enumerate(sent))):
            if n == 1:
                answer.set_exception(WorkshopError("busy"))
            else:
                answer.set_result(n)

    async def ask() -> list[object]:
        tasks = [asyncio.create_task(waiting.result(EndWorkshop())) for _ in range(4)]
        await _turns()
        threading.Thread(target=write).start()
        return await asyncio.gather(*tasks, return_exceptions=True)

    first, second, *others = asyncio.run(ask())
    assert [0, 2, 3] == [first, *others]
    assert isinstance(second, WorkshopError)


def test_patience_ends() -> None:
    """Who gets no answer is told; who got one before is not, and a late answer hurts nobody."""
    sent: list[Answer] = []
    waiting = Waiting(lambda _command, answer: sent.append(answer), 0.05)
    short, waiting._patience = waiting._patience, 100.0

    async def ask() -> object:
        answered = asyncio.create_task(waiting.result(EndWorkshop()))
        await _turns()
        sent[0].set_result("well")
        # Only now: a machine that stood still until here would have ended the first one's patience too.
        waiting._patience = short
        for _ in range(2):
            with pytest.raises(TimeoutError):
                await waiting.result(EndWorkshop())
        sent[1].set_result("late")
        return await answered

    assert "well" == asyncio.run(ask())


def test_who_hangs_up_holds_up_nobody() -> None:
    """Of two whose answers come together the first has gone; the other one hears."""
    sent: list[Answer] = []
    waiting = Waiting(lambda _command, answer: sent.append(answer), 10.0)

    async def ask() -> object:
        gone, there = (asyncio.create_task(waiting.result(EndWorkshop())) for _ in range(2))
        await _turns()
        gone.cancel()
        await _turns()
        for answer in sent:
            answer.set_result("well")
        return await there

    assert "well" == asyncio.run(ask())


def test_the_writer_goes_on_without_the_host() -> None:
    """An answer to a host that has stopped is no error of the writer's."""
    sent: list[Answer] = []

    def send(_command: Command, answer: Answer) -> None:
        sent.append(answer)

    async def ask() -> None:
        task = asyncio.create_task(Waiting(send, 10.0).result(EndWorkshop()))
        await _turns()
        task.cancel()

    asyncio.run(ask())
    sent[0].set_result("nobody is there")


def test_a_full_queue_is_told() -> None:
    """What the writer refuses at once reaches whoever asked, and nobody else."""
    sent: list[Answer] = []

    def send(_command: Command, answer: Answer) -> None:
        if len(sent) == 1:
            raise WorkshopError("busy")
        sent.append(answer)

    async def ask() -> list[object]:
        waiting = Waiting(send, 10.0)
        tasks = [asyncio.create_task(waiting.result(EndWorkshop())) for _ in range(2)]
        await _turns()
        sent[0].set_result("well")
        return await asyncio.gather(*tasks, return_exceptions=True)

    first, second = asyncio.run(ask())
    assert "well" == first
    assert isinstance(second, WorkshopError)
