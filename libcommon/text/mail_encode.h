/* SPDX-License-Identifier: Apache-2.0 */
/* The two encodings of mail: encoded words for headers (RFC 2047), quoted-printable for
 * bodies (RFC 2045). Inner header of text/. Thread: any. */
#ifndef BEURT_TEXT_MAIL_ENCODE_H
#define BEURT_TEXT_MAIL_ENCODE_H

#include <stdbool.h>

#include "base/strbuf.h"

bool mail_is_plain_ascii(const char *text);
/* As it is when plain ASCII, else as encoded words, folded after each. */
void mail_put_words(struct strbuf *out, const char *text);
/* Lines of at most 76 characters; LF and CRLF become CRLF; ends with CRLF. */
void mail_put_quoted_printable(struct strbuf *out, const char *text);

#endif
