"""Run the cells of each page in a fork of a process that has loaded everything.

An ordinary kernel spends most of a page's time on starting Python and importing NumPy and
matplotlib. Here the standard library's fork server imports them once, and each page's kernel is
a fork of it: as clean as a new process, and there at once. Where there is no fork server
(Windows), or it fails, a page gets an ordinary kernel; the pages are the same.

Jupyter calls the object that starts a kernel a provisioner; this one is its default while the
book is built.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from importlib.metadata import EntryPoint
from typing import TYPE_CHECKING, Any

from jupyter_client.provisioning import KernelProvisionerFactory, LocalProvisioner
from sphinx.util import logging

if TYPE_CHECKING:
    from multiprocessing.process import BaseProcess

    from jupyter_client.connect import KernelConnectionInfo
    from sphinx.application import Sphinx

logger = logging.getLogger(__name__)

NAME = "forked-kernels"
LOADED = [
    "numpy",
    "matplotlib.pyplot",  # its inline backend must be loaded by the kernel: it finds IPython then
    "matplotlib.backends.backend_svg",
    "matplotlib.backends.backend_agg",
    "ipykernel.kernelapp",
    "ipykernel.ipkernel",
    "aibyhand",
]


def run_kernel(connection_file: str, folder: str, environment: dict[str, str]) -> None:
    """Be a kernel: what a fork does."""
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    os.setpgid(0, 0)  # as an ordinary kernel: signals meant for it reach only it

    from ipykernel.kernelapp import IPKernelApp

    IPKernelApp.launch_instance(
        [
            *("-f", connection_file),
            f"--IPKernelApp.parent_handle={os.getppid()}",  # end when the fork server does
            "--HistoryManager.enabled=False",  # nothing of a page is worth keeping
            "--log-level=ERROR",  # it warns of TCP on every start
        ]
    )


class Forked:
    """A forked kernel with those methods of Popen that Jupyter calls."""

    stdin = stdout = stderr = None

    def __init__(self, process: BaseProcess) -> None:
        self._process = process
        assert process.pid is not None
        self.pid = process.pid

    def poll(self) -> int | None:
        """Return the exit status, or None while the kernel runs."""
        return self._process.exitcode

    def wait(self) -> int | None:
        """Wait for the end and return the exit status."""
        self._process.join()
        return self._process.exitcode

    def send_signal(self, number: int) -> None:
        """Send a signal to the kernel, if it still runs."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        """End the kernel at once."""
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        """Ask the kernel to end."""
        self.send_signal(signal.SIGTERM)


class ForkedProvisioner(LocalProvisioner):
    """Starts Python kernels by a fork, and all others as usual."""

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Start a kernel and return how to reach it."""
        try:
            self.process = Forked(fork(cmd, kwargs))
        except (OSError, ValueError) as error:
            logger.info("an ordinary kernel, not a fork: %s", error)
            return await super().launch_kernel(cmd, **kwargs)
        self.pid = self.pgid = self.process.pid
        self.cwd = kwargs.get("cwd") or os.getcwd()
        return self.connection_info


def fork(command: list[str], options: dict[str, Any]) -> BaseProcess:
    """Return a new fork that runs the kernel which the command would have started."""
    if "ipykernel_launcher" not in command:
        raise ValueError("not a Python kernel")
    context = multiprocessing.get_context("forkserver")  # ValueError where there is none
    context.set_forkserver_preload(LOADED)
    connection_file = command[command.index("-f") + 1]
    environment = dict(options.get("env") or os.environ)
    process = context.Process(
        target=run_kernel, args=(connection_file, options.get("cwd") or os.getcwd(), environment)
    )
    process.start()
    return process


def setup(app: Sphinx) -> dict[str, Any]:
    """Make forks the default way to start a kernel."""
    # What a kernel would set for itself must be there before matplotlib is loaded.
    os.environ.setdefault("MPLBACKEND", "module://matplotlib_inline.backend_inline")
    factory = KernelProvisionerFactory.instance()
    factory.provisioners[NAME] = EntryPoint(
        NAME, f"{__name__}:{ForkedProvisioner.__name__}", factory.GROUP_NAME
    )
    factory.default_provisioner_name = NAME
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
