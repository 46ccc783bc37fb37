"""Runs a program on a terminal of its own and types answers: terminal.py FILE PROGRAM [ARGUMENT ...]

FILE holds a JSON list of pairs: what to wait for on the screen, and what to type then. What the screen showed, without control
sequences, goes to the standard output; a last line says how many answers were typed.
"""
import json
import os
import pty
import re
import select
import sys
import time

with open(sys.argv[1], encoding='utf-8') as file:
    answers = json.load(file)
pid, screen = pty.fork()
if pid == 0:
    os.execvp(sys.argv[2], sys.argv[2:])

shown, typed, position, end = b'', 0, 0, time.time() + 90
while time.time() < end:
    if not select.select([screen], [], [], 0.2)[0]:
        continue
    try:
        data = os.read(screen, 4096)
    except OSError:
        break
    if not data:
        break
    shown += data
    for _ in range(data.count(b'\x1b[6n')):  # the program asks where the cursor is
        os.write(screen, b'\x1b[20;1R')
    while typed < len(answers) and answers[typed][0].encode() in shown[position:]:
        wait = answers[typed][0].encode()
        position = shown.index(wait, position) + len(wait)
        time.sleep(0.2)
        os.write(screen, answers[typed][1].encode() + b'\r')
        typed += 1
if time.time() >= end:
    os.kill(pid, 9)
os.waitpid(pid, 0)
text = re.sub(r'\x1b\[[0-9;?]*[a-zA-Z]', '', shown.decode(errors='replace')).replace('\r', '')
print(text)
print(f'typed {typed} of {len(answers)}')
