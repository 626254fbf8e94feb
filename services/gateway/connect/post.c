/* SPDX-License-Identifier: Apache-2.0 */
/* Decides what an address may look like and how a fact travels. */
#include "gateway/connect/post.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/http_status.h"
#include "base/text.h"
#include "gateway/connect/handed.h"
#include "gateway/connect/mapping.h"
#include "gateway/connect/secret.h"
#include "gen/body_connector.h"
#include "http/client.h"

#define SECONDS     10
#define SAYS_MOST   HANDED_MOST
#define HEADER_TEXT 200
#define GONE        410
#define KNOWN       409

struct post post_of(const struct rows *rows, size_t row)
{
	return (struct post){
		.delivery = row_uuid(rows, row, 0),
		.url = row_text(rows, row, 1),
		.body = row_text(rows, row, 2),
		.generation = row_int(rows, row, 3),
		.says = row_text(rows, row, 4),
		.fact = row_text(rows, row, 5),
		.attempts = row_int(rows, row, 6),
		.connector = row_uuid(rows, row, 7),
		.channel = row_text(rows, row, 8),
	};
}

int post_check_url(const char *url, bool private_too, struct err *err)
{
	const char *host = strstr(url, "://");
	bool https = strncmp(url, "https://", 8) == 0;
	bool http = strncmp(url, "http://", 7) == 0;
	if (!https && !(http && private_too))
		return err_set_code(err, ERR_INVALID, "URL_REFUSED",
				    "the address must begin with https://");
	size_t len = strcspn(host + 3, "/?#");
	if (len == 0 || memchr(host + 3, '@', len) || url[strcspn(url, " \t\r\n#")])
		return err_set_code(err, ERR_INVALID, "URL_REFUSED",
				    "the address is https://host/path, without log-in, "
				    "blanks or #");
	return 0;
}

static enum json_kind find(const void *from, const char *path, struct strbuf *out)
{
	return json_doc_find(from, path, out);
}

static int map(const struct wire_connector_out *out, const char *says,
	       struct strbuf *text, struct err *err)
{
	AUTO(json_doc) *doc = NULL;
	if (json_doc_open(slice_of(says), SAYS_MOST, &doc, err) < 0)
		return -1;
	struct mapping_source source = { find, doc };
	return mapping_write(out, &source, text, err);
}

/* A fact the mapping does not name, and a test, leave in our own form. */
static int compose(const struct post *post, struct strbuf *text, struct err *err)
{
	void *decoded;
	if (msg_decode(&body_connector_type, slice_of(post->body), &decoded, err) < 0)
		return -1;
	const struct body_connector *connector = decoded;
	enum wire_connector_fact fact = wire_connector_fact_of(post->fact);
	const struct wire_connector_out *out =
		fact ? mapping_of_fact(&connector->mapping, fact) : NULL;
	struct wire_connector_out carry;
	int failed = 0;
	if (handed_is(post) &&
	    mapping_of_message(&connector->mapping, post->channel, &carry))
		out = &carry;
	if (out)
		failed = map(out, post->says, text, err);
	else
		strbuf_add(text, post->says);
	msg_free(&body_connector_type, decoded);
	return failed < 0 || strbuf_check(text, err) < 0 ? -1 : 0;
}

static void sign(const struct gateway *gateway, const struct post *post,
		 const struct strbuf *text, char headers[4][HEADER_TEXT])
{
	struct signed_secret secret =
		secret_of(gateway->connector_keys, &post->connector, post->generation);
	char stamp[24], name[SECRET_KEY_TEXT], signature[SIGNED_TEXT];
	int64_t now = clock_now(gateway->wall).micros / MICROS_PER_SECOND;
	snprintf(stamp, sizeof(stamp), "%" PRId64, now);
	struct signed_post what = {
		.id = post->delivery.text,
		.timestamp = stamp,
		.body = { text->text, text->len },
	};
	signed_make(&secret, &what, signature);
	secret_name(&post->connector, post->generation, name);
	snprintf(headers[0], HEADER_TEXT, "webhook-id: %s", post->delivery.text);
	snprintf(headers[1], HEADER_TEXT, "webhook-timestamp: %s", stamp);
	snprintf(headers[2], HEADER_TEXT, "webhook-signature: %s", signature);
	snprintf(headers[3], HEADER_TEXT, "webhook-key: %s", name);
}

static int call(const struct gateway *gateway, const struct post *post,
		const struct strbuf *text, int *ret_status, struct err *err)
{
	char lines[4][HEADER_TEXT];
	const char *headers[4];
	struct http_answer answer = { .status = 0 };
	AUTO(http_client) *client = NULL;
	sign(gateway, post, text, lines);
	for (size_t i = 0; i < COUNT_OF(headers); i++)
		headers[i] = lines[i];
	struct http_call what = {
		.method = "POST",
		.path = "",
		.type = "application/json",
		.body = { text->text, text->len },
		.headers = headers,
		.headers_count = COUNT_OF(headers),
	};
	if (http_client_open(post->url, &client, err) < 0)
		return -1;
	http_client_limit(client,
			  gateway->knobs->connector_private ? HTTP_REACH_ANY
							    : HTTP_REACH_PUBLIC,
			  SECONDS);
	if (http_client_call(client, &what, &answer, err) < 0)
		return -1;
	*ret_status = answer.status;
	strbuf_done(&answer.body);
	return 0;
}

bool post_is_taken(const struct post_answer *answer)
{
	return (answer->status >= 200 && answer->status < 300) || answer->status == KNOWN;
}

/* What the other side says is not kept: it may quote what was posted. */
struct post_answer post_send(const struct gateway *gateway, const struct post *post)
{
	struct post_answer answer = { .status = 0 };
	struct err err = { .kind = ERR_NONE };
	STRBUF_AUTO text = strbuf_new(SAYS_MOST);
	if (post_check_url(post->url, gateway->knobs->connector_private, &err) < 0 ||
	    compose(post, &text, &err) < 0)
		answer.never = true;
	else if (call(gateway, post, &text, &answer.status, &err) == 0)
		answer.never = answer.status == GONE;
	else
		answer.lost = strcmp(err.code, HTTP_UNREACHED) != 0;
	if (http_status_is_lost(answer.status))
		answer.lost = true;
	if (err.kind != ERR_NONE)
		text_copy(answer.error, sizeof(answer.error), err.text);
	else if (answer.status < 200 || answer.status >= 300)
		snprintf(answer.error, sizeof(answer.error), "answered %d",
			 answer.status);
	return answer;
}
