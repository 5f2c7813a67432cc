"""File systems of a test's own, in a mount namespace that ends with it."""

import os
import subprocess

import pytest


class Places:
    """Mounts what others cannot see; skips the test where that is not permitted."""

    def __init__(self):
        # Whoever is not root is root of a user namespace, where the system allows that.
        self.flags = [] if os.geteuid() == 0 else ["--map-root-user"]
        command = ["unshare", "--mount", "--propagation", "private", *self.flags]
        wait = ["sh", "-c", "echo ready; exec sleep 600"]
        self.keeper = subprocess.Popen(
            command + wait, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        if self.keeper.stdout.readline() != "ready\n":
            pytest.skip(f"no mount namespace may be made here: {self.keeper.communicate()[1]}")

    def close(self):
        self.keeper.kill()
        self.keeper.communicate()

    def inside(self, command):
        """The command as it has to be called to see the mounts."""
        enter = ["nsenter", f"--target={self.keeper.pid}", "--mount"]
        user = ["--user", "--preserve-credentials"] if self.flags else []
        return [*enter, *user, f"--wdns={os.getcwd()}", *map(str, command)]

    def run(self, *command, **options):
        return subprocess.run(self.inside(command), capture_output=True, timeout=120, **options)

    def mount(self, *arguments):
        done = self.run("mount", *arguments)
        if done.returncode != 0:
            pytest.skip(f"mount is not permitted here: {done.stderr.decode()}")

    def small_disk(self, path, kilobytes):
        self.mount("-t", "tmpfs", "-o", f"size={kilobytes}k,mode=0700", "tmpfs", path)

    def read_only(self, path):
        self.mount("--bind", path, path)
        self.mount("-o", "remount,bind,ro", path)
