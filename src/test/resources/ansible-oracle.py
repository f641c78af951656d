"""Runs many Ansible command lines in one process: loading Ansible takes longer than a run of it.

Reads one JSON list a line: the directory to run in, then the command line. Answers each with one
line {"status": …, "stdout": …, "stderr": …}. Every run is a fork, so none sees what another left.
"""
import json
import os
import sys
import tempfile

import ansible.cli.adhoc
import ansible.cli.inventory

COMMANDS = {
    "ansible": ansible.cli.adhoc.AdHocCLI,
    "ansible-inventory": ansible.cli.inventory.InventoryCLI,
}


def child(directory, arguments, stdout, stderr):
    os.dup2(stdout.fileno(), 1)
    os.dup2(stderr.fileno(), 2)
    status = 1
    try:
        os.chdir(directory)
        COMMANDS[arguments[0]].cli_executor(arguments)
    except SystemExit as e:
        status = e.code if isinstance(e.code, int) else int(e.code is not None)
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


def run(directory, *arguments):
    with tempfile.TemporaryFile() as stdout, tempfile.TemporaryFile() as stderr:
        pid = os.fork()
        if pid == 0:
            child(directory, list(arguments), stdout, stderr)
        status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        stdout.seek(0)
        stderr.seek(0)
        return {
            "status": status,
            "stdout": stdout.read().decode(errors="replace"),
            "stderr": stderr.read().decode(errors="replace"),
        }


for line in sys.stdin:
    print(json.dumps(run(*json.loads(line))), flush=True)
