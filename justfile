set windows-shell := ["powershell.exe", "-NoLogo", "-Command"]

python := if os_family() == "windows" { "python" } else { "python3" }
bin := if os_family() == "windows" { ".venv/Scripts" } else { ".venv/bin" }

# List the recipes
[private]
default:
    @just --list --unsorted

# Set up and start the demo centre on this machine
start *options:
    {{python}} start.py {{options}}

# Run everything that has to be true before a change lands, as the build does
check:
    {{python}} check.py

# Run tests: all without the browser's, or what you name (just test tests/marking)
test *what='-m "not browser"':
    {{bin}}/pytest {{what}}

# Tune the encoder and fit the readers of all units from their exemplars
train *options:
    {{bin}}/wellserved train {{options}}

# Measure agreement and cost, and write bench/RESULTS.md
bench *options:
    {{bin}}/python -m bench {{options}}

# Check every content file and list all findings
content:
    {{bin}}/wellserved content check

# Write docs/commands.md anew from the command's own help
commands:
    {{bin}}/python docs/generate_commands.py
