/* SPDX-License-Identifier: Apache-2.0 */
/* The token: two JSON objects and a signature, each base64url, with dots between. */
#include "notification/push/vapid.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "base/json_out.h"
#include "base/mem.h"
#include "notification/push/curve.h"

#define HEADER       "{\"typ\":\"JWT\",\"alg\":\"ES256\"}"
#define GOOD_SECONDS (12 * 3600) /* RFC 8292 section 2: at most a day */
#define TOKEN_MAX    2000
#define CLAIMS_MAX   800
#define SUBJECT_MAX  200

struct vapid {
	struct curve_key *key;
	char public[VAPID_PUBLIC_TEXT];
	char subject[SUBJECT_MAX + 1];
};

static bool starts(const char *text, const char *with)
{
	return strncmp(text, with, strlen(with)) == 0;
}

static int read_key(const char *text, unsigned char into[CURVE_PRIVATE], struct err *err)
{
	size_t len = 0;

	if (sodium_base642bin(into, CURVE_PRIVATE, text, strlen(text), NULL, &len, NULL,
			      sodium_base64_VARIANT_URLSAFE_NO_PADDING) == 0 &&
	    len == CURVE_PRIVATE)
		return 0;
	return err_set(err, ERR_INVALID, "a push key is %d octets, base64url",
		       CURVE_PRIVATE);
}

static bool is_subject(const char *text)
{
	return (starts(text, "mailto:") || starts(text, "https://")) &&
	       strlen(text) <= SUBJECT_MAX;
}

int vapid_open(const char *key, const char *subject, struct vapid **ret_vapid,
	       struct err *err)
{
	AUTO(vapid) *vapid = mem_alloc(sizeof(*vapid));
	unsigned char bytes[CURVE_PRIVATE];
	unsigned char point[CURVE_POINT];

	if (!is_subject(subject))
		return err_set(err, ERR_INVALID,
			       "the push subject must be mailto:… or https://…, at most "
			       "%d characters",
			       SUBJECT_MAX);
	if (read_key(key, bytes, err) < 0)
		return -1;
	int failed = curve_key_open(bytes, &vapid->key, err);

	sodium_memzero(bytes, sizeof(bytes));
	if (failed < 0)
		return -1;
	snprintf(vapid->subject, sizeof(vapid->subject), "%s", subject);
	curve_key_point(vapid->key, point);
	sodium_bin2base64(vapid->public, sizeof(vapid->public), point, sizeof(point),
			  sodium_base64_VARIANT_URLSAFE_NO_PADDING);
	*ret_vapid = TAKE(vapid);
	return 0;
}

void vapid_close(struct vapid *vapid)
{
	if (!vapid)
		return;
	curve_key_close(vapid->key);
	mem_free(vapid);
}

const char *vapid_public(const struct vapid *vapid)
{
	return vapid->public;
}

int push_origin(const char *endpoint, char ret_origin[PUSH_ORIGIN_TEXT], struct err *err)
{
	const char *host = strstr(endpoint, "://");
	size_t scheme = host ? (size_t)(host - endpoint) : 0;
	size_t len = host ? scheme + 3 + strcspn(host + 3, "/?#") : 0;

	if ((!starts(endpoint, "https://") && !starts(endpoint, "http://")) ||
	    len <= scheme + 3 || len >= PUSH_ORIGIN_TEXT || memchr(endpoint, '@', len))
		return err_set_code(err, ERR_INVALID, "PUSH_ENDPOINT_INVALID",
				    "this is no address of a push service");
	memcpy(ret_origin, endpoint, len);
	ret_origin[len] = '\0';
	return 0;
}

static void add_encoded(struct strbuf *out, const void *bytes, size_t len)
{
	char text[CLAIMS_MAX * 2];

	sodium_bin2base64(text, sizeof(text), bytes, len,
			  sodium_base64_VARIANT_URLSAFE_NO_PADDING);
	strbuf_add(out, text);
}

static int add_claims(const struct vapid *vapid, const char *endpoint, struct instant now,
		      struct strbuf *token, struct err *err)
{
	STRBUF_AUTO claims = strbuf_new(CLAIMS_MAX);
	struct json_out json = json_out_into(&claims);
	char origin[PUSH_ORIGIN_TEXT];

	if (push_origin(endpoint, origin, err) < 0)
		return -1;
	json_out_open_object(&json, NULL);
	json_out_text(&json, "aud", origin);
	json_out_int(&json, "exp", now.micros / MICROS_PER_SECOND + GOOD_SECONDS);
	json_out_text(&json, "sub", vapid->subject);
	json_out_close_object(&json);
	if (strbuf_check(&claims, err) < 0)
		return -1;
	add_encoded(token, claims.text, claims.len);
	return 0;
}

int vapid_authorize(const struct vapid *vapid, const char *endpoint, struct instant now,
		    struct strbuf *out, struct err *err)
{
	STRBUF_AUTO token = strbuf_new(TOKEN_MAX);
	unsigned char signature[CURVE_SIGNATURE];

	add_encoded(&token, HEADER, strlen(HEADER));
	strbuf_add_char(&token, '.');
	if (add_claims(vapid, endpoint, now, &token, err) < 0 ||
	    strbuf_check(&token, err) < 0 ||
	    curve_sign(vapid->key, (struct slice){ token.text, token.len }, signature,
		       err) < 0)
		return -1;
	strbuf_addf(out, "vapid t=%s.", token.text);
	add_encoded(out, signature, sizeof(signature));
	strbuf_addf(out, ", k=%s", vapid->public);
	return strbuf_check(out, err);
}
