"""Verifies the DKIM signature of the message on standard input with dkimpy, off the internet.

Arguments: the port of a DNS server on loopback that is asked for the key. Or name of the key in the DNS, and what
stands there. Prints who has signed; ends with 1 when it is not right.
"""
import sys

import dkim


def by_answers(name, record):
    answers = {name.rstrip(b".") + b".": record}
    return lambda asked, timeout=5: answers.get(asked.rstrip(b".") + b".")


def by_dns(port):
    import dns.resolver

    resolver = dns.resolver.Resolver(configure=False)
    resolver.nameservers = ["127.0.0.1"]
    resolver.port = port

    def look_up(asked, timeout=5):
        try:
            answers = resolver.resolve(asked.decode(), "TXT", lifetime=timeout)
        except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer):
            return None
        return b"".join(answers[0].strings)

    return look_up


arguments = [argument.encode() for argument in sys.argv[1:]]
look_up = by_dns(int(arguments[0])) if len(arguments) == 1 else by_answers(*arguments)
verifier = dkim.DKIM(sys.stdin.buffer.read())
if not verifier.verify(dnsfunc=look_up):
    sys.exit(1)
print(verifier.domain.decode())
