"""Mail: one message to a mail server (SMTP, RFC 5321), encrypted by STARTTLS or from the first byte, in bounded time.

Headers are made of checked texts, and a line feed in one is refused by the library too. The ``Message-ID`` is that of
the message, the same however often it is sent, so that mail programs show one that came twice only once.
"""

from __future__ import annotations

import contextlib
import smtplib
import socket
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from email.errors import MessageError
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from showsafe.adapters.telling import places
from showsafe.adapters.telling.hooks import why
from showsafe.adapters.telling.outcome import Outcome, away, refused, told
from showsafe.adapters.telling.places import LookUp, looked_up
from showsafe.application.telling.destinations import STARTTLS, TLS, Destination
from showsafe.application.telling.forms import text_of
from showsafe.application.telling.message import Message
from showsafe.errors import ShowsafeError

SECONDS = 30.0
_PERMANENT = 500
_OURSELVES = "[127.0.0.1]"
"""How this machine greets: by no name of its own, which may be that of a person (RFC 5321, section 4.1.3)."""

Context = Callable[[], ssl.SSLContext]


def mail_of(message: Message, to: Destination, now: datetime) -> EmailMessage:
    """Return a message as a mail; raises ValueError or MessageError where a header would hold a line feed."""
    mail = EmailMessage(policy=SMTP)
    mail["From"] = to.sender
    mail["To"] = ", ".join(to.to)
    mail["Subject"] = message.subject
    mail["Date"] = format_datetime(now)
    mail["Message-ID"] = f"<{message.id}@{to.sender.rpartition('@')[2]}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail["X-Showsafe-Topic"] = message.topic
    mail.set_content(text_of(message))
    return mail


def send(
    message: Message,
    to: Destination,
    secrets: Mapping[str, str],
    now: datetime,
    seconds: float = SECONDS,
    look_up: LookUp = looked_up,
    context: Context = ssl.create_default_context,
) -> Outcome:
    """Send a message to a mail server, and return what came of it; raises nothing of the other side."""
    try:
        mail = mail_of(message, to, now)
    except (MessageError, ValueError):
        return refused("This message cannot be written as a mail.")
    try:
        address = places.address_for(to.host, to.port, to.network, look_up)
        with _connected(to, address, seconds, context) as server:
            left = _sent(server, mail, to, secrets)
    except ShowsafeError as error:
        return away(f"{error.says} {error.now}")
    except smtplib.SMTPException as error:
        return _answered(error)
    except OSError as error:
        return away(why(error))
    return told(f"The mail server did not take it for {left} of {len(to.to)}." if left else "")


def _sent(server: smtplib.SMTP, mail: EmailMessage, to: Destination, secrets: Mapping[str, str]) -> int:
    """Send it; return for how many it was not taken, while others have it."""
    if to.user:
        server.login(to.user, secrets.get("password", ""))
    return len(server.send_message(mail, to.sender, list(to.to)))


def _answered(error: smtplib.SMTPException) -> Outcome:
    """What is answered to a message is about that one; to anything else, the next one would hear the same."""
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return away("The mail server does not take this user and password.")
    if isinstance(error, smtplib.SMTPDataError) and error.smtp_code >= _PERMANENT:
        return refused(f"The mail server refused this message ({error.smtp_code}).")
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        codes = sorted({code for code, _ in error.recipients.values()})
        return away(f"The mail server takes nothing for these addresses ({', '.join(map(str, codes))}).")
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return away("The mail server offers no encryption, or no sign-in, so nothing was sent.")
    if isinstance(error, smtplib.SMTPResponseException):
        return away(f"The mail server takes nothing now ({error.smtp_code}).")
    return away("The mail server could not be reached, or broke off.")


class _Server(smtplib.SMTP):
    """A connection to the address that was looked at, under the name that the certificate has to have."""

    def __init__(self, to: Destination, address: str, seconds: float, context: Context) -> None:
        self._address = address
        self._context = context() if to.security == TLS else None
        super().__init__(timeout=seconds, local_hostname=_OURSELVES)
        self._host = to.host

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        stream = socket.create_connection((self._address, port), timeout)
        if self._context is None:
            return stream
        try:
            return self._context.wrap_socket(stream, server_hostname=host)
        except BaseException:
            stream.close()
            raise


@contextmanager
def _connected(to: Destination, address: str, seconds: float, context: Context) -> Iterator[smtplib.SMTP]:
    server = _Server(to, address, seconds, context)
    end = threading.Timer(seconds, _cut, (server,))
    end.daemon = True
    end.start()
    try:
        server.connect(to.host, to.port)
        if to.security == STARTTLS:
            server.starttls(context=context())
        yield server
        with contextlib.suppress(smtplib.SMTPException, OSError):
            server.quit()
    finally:
        end.cancel()
        server.close()


def _cut(server: smtplib.SMTP) -> None:
    stream = server.sock
    if stream is not None:
        with contextlib.suppress(OSError):
            stream.shutdown(socket.SHUT_RDWR)
