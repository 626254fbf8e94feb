# SPDX-License-Identifier: Apache-2.0
"""The SMTP side of the mail catcher: RFC 5321 with PIPELINING, 8BITMIME, STARTTLS."""
import asyncio
import re
import ssl
import subprocess

MAX_MESSAGE = 10 * 1024 * 1024
MAX_RECIPIENTS = 100
IDLE_SECONDS = 300
MAX_ERRORS = 20
PATH = re.compile(r"^(?:FROM|TO):\s*<([^>\r\n]*)>(.*)$", re.IGNORECASE)


def make_tls_context(directory):
    """A certificate for localhost, made once by openssl; no client should trust it."""
    cert, key = directory / "tls.crt", directory / "tls.key"
    if not cert.exists():
        subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes",
                        "-days", "3650", "-subj", "/CN=localhost",
                        "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1",
                        "-keyout", str(key), "-out", str(cert)],
                       check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(cert, key)
    return context


class Dropped(Exception):
    """The connection ends here, as a rule wants it."""


class SmtpSession:
    def __init__(self, reader, writer, store, rules, tls):
        self.reader, self.writer = reader, writer
        self.store, self.rules, self.tls = store, rules, tls
        self.secure = False
        self.greeted = False
        self.errors = 0
        self.reset()

    def reset(self):
        self.sender = None
        self.recipients = []

    async def run(self):
        try:
            await self.say(220, "localhost mail catcher")
            while await self.turn():
                pass
        except (Dropped, ConnectionError, asyncio.TimeoutError, ssl.SSLError,
                asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            pass
        finally:
            self.writer.close()

    async def say(self, code, *lines):
        text = [f"{code}{'-' if i < len(lines) - 1 else ' '}{line}\r\n"
                for i, line in enumerate(lines)]
        self.writer.write("".join(text).encode())
        await self.writer.drain()
        if code >= 400:
            self.errors += 1

    async def turn(self):
        """One command; False when the conversation is over."""
        line = await asyncio.wait_for(self.reader.readline(), IDLE_SECONDS)
        if not line.endswith(b"\n") or self.errors > MAX_ERRORS:
            return False
        verb, _, rest = line.decode("utf-8", "replace").strip().partition(" ")
        verb = verb.upper()
        if verb == "QUIT":
            await self.say(221, "bye")
            return False
        command = getattr(self, f"on_{verb.lower()}", None) if verb.isalpha() else None
        if command:
            await command(rest.strip())
        else:
            await self.say(502, "5.5.2 command not known")
        return True

    async def on_helo(self, _name):
        self.greeted = True
        self.reset()
        await self.say(250, "localhost")

    async def on_ehlo(self, _name):
        self.greeted = True
        self.reset()
        offers = ["localhost", "PIPELINING", "8BITMIME", "SMTPUTF8",
                  "ENHANCEDSTATUSCODES", f"SIZE {MAX_MESSAGE}"]
        if self.tls and not self.secure:
            offers.append("STARTTLS")
        await self.say(250, *offers)

    async def on_starttls(self, _rest):
        if not self.tls or self.secure:
            await self.say(502, "5.5.1 not offered")
            return
        await self.say(220, "2.0.0 go ahead")
        await self.writer.start_tls(self.tls)
        self.secure = True
        self.greeted = False
        self.reset()

    async def on_noop(self, _rest):
        await self.say(250, "2.0.0 ok")

    async def on_rset(self, _rest):
        self.reset()
        await self.say(250, "2.0.0 ok")

    async def on_vrfy(self, _rest):
        await self.say(252, "2.5.0 send it and see")

    async def on_mail(self, rest):
        path = PATH.match(rest)
        if not self.greeted or self.sender is not None:
            await self.say(503, "5.5.1 EHLO first, and one MAIL at a time")
        elif not path:
            await self.say(501, "5.5.4 MAIL FROM:<address>")
        elif not await self.obey_rule("mail", [path[1]]):
            self.sender = path[1]
            await self.say(250, "2.1.0 ok")

    async def on_rcpt(self, rest):
        path = PATH.match(rest)
        if self.sender is None:
            await self.say(503, "5.5.1 MAIL first")
        elif not path or "@" not in path[1]:
            await self.say(501, "5.1.3 RCPT TO:<address>")
        elif len(self.recipients) >= MAX_RECIPIENTS:
            await self.say(452, "4.5.3 too many recipients")
        elif not await self.obey_rule("rcpt", [path[1]]):
            self.recipients.append(path[1])
            await self.say(250, "2.1.5 ok")

    async def on_data(self, _rest):
        if not self.recipients:
            await self.say(503, "5.5.1 RCPT first")
            return
        await self.say(354, "end with a line of one dot")
        message = await self.read_message()
        if message is None:
            await self.say(552, f"5.3.4 longer than {MAX_MESSAGE} bytes")
        else:
            await self.take(message)
        self.reset()

    async def take(self, message):
        rule = self.rules.take("data", self.recipients) or {}
        await asyncio.sleep(rule.get("delay", 0))
        if rule.get("drop"):
            raise Dropped
        if rule.get("code", 250) >= 400:
            await self.say(rule["code"], rule.get("text", "refused on purpose"))
            return
        self.store.keep(self.sender, self.recipients, message)
        if rule.get("drop_after_keep"):
            raise Dropped
        await self.say(250, "2.0.0 kept")

    async def read_message(self):
        """The message without dot-stuffing; None when it is too long (but read)."""
        lines, size = [], 0
        while True:
            line = await asyncio.wait_for(self.reader.readline(), IDLE_SECONDS)
            if not line.endswith(b"\n"):
                raise Dropped
            if line in (b".\r\n", b".\n"):
                return b"".join(lines) if size <= MAX_MESSAGE else None
            line = line[1:] if line.startswith(b".") else line
            size += len(line)
            if size <= MAX_MESSAGE:
                lines.append(line)

    async def obey_rule(self, stage, addresses):
        """True when a rule refused (and answered for) the command."""
        rule = self.rules.take(stage, addresses)
        if not rule:
            return False
        await asyncio.sleep(rule.get("delay", 0))
        if rule.get("drop"):
            raise Dropped
        if rule.get("code", 250) < 400:
            return False
        await self.say(rule["code"], rule.get("text", "refused on purpose"))
        return True
