# SPDX-License-Identifier: Apache-2.0
"""Mail catcher: takes every mail by SMTP, delivers none, shows them in a browser.

Usage: catcher.py --dir DIR [--smtp-port 2525] [--http-port 8025] [--port-file FILE]

A message is kept when its JSON file is in place (renamed there last), and only then is it
answered with 250: what the sender holds to be sent is what a checker finds. Standard
library only. For tests it can be told to refuse, delay or drop (see rules.py).
"""
import argparse
import asyncio
import pathlib
import signal
import sys

from rules import Rules
from smtp import SmtpSession, make_tls_context
from store import MailStore
from viewer import start_viewer


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--dir", required=True, help="where messages are kept")
    parser.add_argument("--smtp-port", type=int, default=2525)
    parser.add_argument("--http-port", type=int, default=8025)
    parser.add_argument("--address", default="127.0.0.1", help="listen on this address")
    parser.add_argument("--port-file", help="written once both ports answer")
    parser.add_argument("--starttls", action="store_true",
                        help="offer STARTTLS with a certificate made on the spot (openssl)")
    return parser.parse_args()


def write_port_file(path, smtp_port, http_port):
    draft = pathlib.Path(path + ".new")
    draft.write_text(f"{smtp_port} {http_port}\n")
    draft.rename(path)


async def serve(options):
    store = MailStore(pathlib.Path(options.dir))
    rules = Rules()
    tls = make_tls_context(store.directory) if options.starttls else None

    async def talk(reader, writer):
        await SmtpSession(reader, writer, store, rules, tls).run()

    smtp = await asyncio.start_server(talk, options.address, options.smtp_port,
                                      limit=2 ** 20)
    smtp_port = smtp.sockets[0].getsockname()[1]
    viewer = start_viewer(options.address, options.http_port, store, rules)
    if options.port_file:
        write_port_file(options.port_file, smtp_port, viewer.server_port)
    print(f"mail catcher: SMTP on {smtp_port}, "
          f"mails on http://127.0.0.1:{viewer.server_port}/", flush=True)
    stop = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    await stop.wait()
    smtp.close()
    viewer.shutdown()


if __name__ == "__main__":
    try:
        asyncio.run(serve(arguments()))
    except OSError as why:
        sys.exit(f"catcher.py: {why}")
