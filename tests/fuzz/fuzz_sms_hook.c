/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A callback of the provider of text messages: whoever has not the secret is refused with
 * a code; a body that is accepted says the same when it is written again, and its number
 * and words are read without harm. The input's NULs cut it into webhook-id, timestamp,
 * signatures and body.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/phone.h"
#include "base/strbuf.h"
#include "gen/body_sms_hook.h"
#include "msg/msg.h"
#include "notification/domain/stop_word.h"
#include "sys/signed.h"

#define HEADERS   3
#define BODY_MOST ((size_t)1 << 20)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool truth)
{
	if (!truth)
		abort();
}

static void stays_out(char *const headers[HEADERS], struct slice body)
{
	static const struct signed_secret SECRET = { .key = "a key nobody else has.",
						     .len = SIGNED_KEY_LEAST };
	static const struct instant NOW = { INT64_C(1790000000) * 1000000 };
	struct signed_post post = { headers[0], headers[1], body };
	struct err err = { .kind = ERR_NONE };

	must(signed_check(&SECRET, &post, headers[2], NOW, &err) < 0);
	must(err.kind == ERR_DENIED && err.code[0]);
}

static void reads(const struct body_sms_hook *hook)
{
	struct phone phone;

	if (hook->from && phone_read(slice_of(hook->from), NULL, &phone))
		must(phone.e164[0] == '+');
	if (hook->text)
		(void)stop_word_is(slice_of(hook->text));
}

static void says_the_same_again(struct slice body)
{
	struct err err = { .kind = ERR_NONE };
	STRBUF_AUTO once = strbuf_new(BODY_MOST);
	STRBUF_AUTO twice = strbuf_new(BODY_MOST);
	void *first = NULL;
	void *second = NULL;

	if (msg_decode(&body_sms_hook_type, body, &first, &err) < 0) {
		must(err.kind == ERR_INVALID && err.text[0]);
		return;
	}
	reads(first);
	must(msg_encode(&body_sms_hook_type, first, &once, &err) == 0);
	must(msg_decode(&body_sms_hook_type, slice_of(once.text), &second, &err) == 0);
	must(msg_encode(&body_sms_hook_type, second, &twice, &err) == 0);
	must(strcmp(once.text, twice.text) == 0);
	msg_free(&body_sms_hook_type, first);
	msg_free(&body_sms_hook_type, second);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *headers[HEADERS];
	struct slice rest = { (const char *)data, size };

	for (size_t i = 0; i < HEADERS; i++) {
		const char *end = rest.len ? memchr(rest.at, '\0', rest.len) : NULL;
		size_t len = end ? (size_t)(end - rest.at) : rest.len;

		headers[i] = mem_text_n(rest.at, len);
		rest.at += len + (end != NULL);
		rest.len -= len + (end != NULL);
	}
	stays_out(headers, rest);
	says_the_same_again(rest);
	for (size_t i = 0; i < HEADERS; i++)
		mem_free(headers[i]);
	return 0;
}
