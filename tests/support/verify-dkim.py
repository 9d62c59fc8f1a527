"""Verifies the DKIM signature of the message on standard input with dkimpy, without the network.

Arguments: name of the key in the DNS, and what stands there. Prints who has signed; ends with 1 when it is not right.
"""
import sys

import dkim

name, record = (argument.encode() for argument in sys.argv[1:3])
answers = {name.rstrip(b".") + b".": record}


def look_up(asked, timeout=5):
    return answers.get(asked.rstrip(b".") + b".")


verifier = dkim.DKIM(sys.stdin.buffer.read())
if not verifier.verify(dnsfunc=look_up):
    sys.exit(1)
print(verifier.domain.decode())
