/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Hides libcurl: one easy handle with its connection and cookies. HTTP and HTTPS only,
 * no redirects, certificates always checked.
 */
#include "http/client.h"

#include <curl/curl.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "http/public_address.h"

enum { CONNECT_SECONDS = 5, ANSWER_SECONDS = 30 };

struct http_client {
	CURL *easy;
	char *base;
	char error[CURL_ERROR_SIZE];
	enum http_reach reach;
	int seconds;
};

int http_client_open(const char *base, struct http_client **ret_client, struct err *err)
{
	struct http_client *client = mem_alloc(sizeof(*client));

	client->easy = curl_easy_init();
	if (!client->easy) {
		mem_free(client);
		return err_set(err, ERR_BROKEN, "libcurl gives no handle");
	}
	client->base = mem_text(base);
	client->seconds = ANSWER_SECONDS;
	*ret_client = client;
	return 0;
}

void http_client_close(struct http_client *client)
{
	if (!client)
		return;
	curl_easy_cleanup(client->easy);
	mem_free(client->base);
	mem_free(client);
}

static size_t keep_body(char *bytes, size_t size, size_t count, void *context)
{
	struct strbuf *body = context;

	strbuf_add_n(body, bytes, size * count);
	return body->full ? 0 : size * count;
}

static struct curl_slist *list_headers(const struct http_call *call)
{
	struct curl_slist *list = NULL;
	char type[120];

	if (call->type) {
		snprintf(type, sizeof(type), "Content-Type: %s", call->type);
		list = curl_slist_append(list, type);
	}
	for (size_t i = 0; i < call->headers_count; i++)
		list = curl_slist_append(list, call->headers[i]);
	/* A large body is sent at once, without asking first. */
	return curl_slist_append(list, "Expect:");
}

void http_client_limit(struct http_client *client, enum http_reach reach, int seconds)
{
	client->reach = reach;
	client->seconds = seconds;
}

/* Here the address is known that will be asked: no name can change in between. */
static curl_socket_t open_socket(void *context, curlsocktype purpose,
				 struct curl_sockaddr *to)
{
	const struct http_client *client = context;

	(void)purpose;
	if (client->reach == HTTP_REACH_PUBLIC && !address_is_public(&to->addr))
		return CURL_SOCKET_BAD;
	return socket(to->family, to->socktype | SOCK_CLOEXEC, to->protocol);
}

static CURLcode set_reach(struct http_client *client)
{
	CURL *easy = client->easy;
	CURLcode bad = CURLE_OK;

	bad |= curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, open_socket);
	bad |= curl_easy_setopt(easy, CURLOPT_OPENSOCKETDATA, client);
	if (client->reach == HTTP_REACH_PUBLIC)
		bad |= curl_easy_setopt(easy, CURLOPT_PROXY, "");
	return bad;
}

static CURLcode set_limits(struct http_client *client)
{
	CURL *easy = client->easy;
	CURLcode bad = CURLE_OK;

	bad |= curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
	bad |= curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
	bad |= curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT, (long)CONNECT_SECONDS);
	bad |= curl_easy_setopt(easy, CURLOPT_TIMEOUT, (long)client->seconds);
	bad |= curl_easy_setopt(easy, CURLOPT_COOKIEFILE, "");
	bad |= curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, client->error);
	bad |= curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, keep_body);
	return bad;
}

static CURLcode set_call(struct http_client *client, const struct http_call *call,
			 struct strbuf *body)
{
	CURL *easy = client->easy;
	char url[HTTP_URL_MAX + 1]; /* fits: http_client_call() looked */
	CURLcode bad = CURLE_OK;

	snprintf(url, sizeof(url), "%s%s", client->base, call->path);
	bad |= curl_easy_setopt(easy, CURLOPT_URL, url);
	bad |= curl_easy_setopt(easy, CURLOPT_HTTPGET, 1L);
	if (call->type) {
		bad |= curl_easy_setopt(easy, CURLOPT_POST, 1L);
		bad |= curl_easy_setopt(easy, CURLOPT_POSTFIELDS, call->body.at);
		bad |= curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE,
					(curl_off_t)call->body.len);
	}
	bad |= curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, call->method);
	bad |= curl_easy_setopt(easy, CURLOPT_WRITEDATA, body);
	return bad;
}

/* Nothing was connected to: it heard nothing. */
static bool is_unreached(CURLcode bad)
{
	return bad == CURLE_COULDNT_RESOLVE_HOST || bad == CURLE_COULDNT_RESOLVE_PROXY ||
	       bad == CURLE_COULDNT_CONNECT || bad == CURLE_PEER_FAILED_VERIFICATION ||
	       bad == CURLE_SSL_CONNECT_ERROR;
}

static int ask(struct http_client *client, const struct http_call *call,
	       struct http_answer *ret_answer, struct err *err)
{
	STRBUF_AUTO body = strbuf_new(HTTP_ANSWER_MAX);
	struct curl_slist *headers = list_headers(call);
	CURLcode bad =
		set_limits(client) | set_reach(client) | set_call(client, call, &body);
	curl_off_t retry_after = 0;
	long status = 0;

	bad |= curl_easy_setopt(client->easy, CURLOPT_HTTPHEADER, headers);
	client->error[0] = '\0';
	if (bad == CURLE_OK)
		bad = curl_easy_perform(client->easy);
	curl_easy_getinfo(client->easy, CURLINFO_RESPONSE_CODE, &status);
	curl_easy_getinfo(client->easy, CURLINFO_RETRY_AFTER, &retry_after);
	curl_slist_free_all(headers);
	if (body.full)
		return err_set(err, ERR_INVALID, "the answer is longer than %zu bytes",
			       HTTP_ANSWER_MAX);
	if (bad != CURLE_OK)
		return err_set_code(
			err, ERR_LATER, is_unreached(bad) ? HTTP_UNREACHED : "", "%s: %s",
			client->base,
			client->error[0] ? client->error : curl_easy_strerror(bad));
	ret_answer->status = (int)status;
	ret_answer->retry_after = retry_after;
	ret_answer->body = body;
	body = strbuf_new(1);
	return 0;
}

int http_client_call(struct http_client *client, const struct http_call *call,
		     struct http_answer *ret_answer, struct err *err)
{
	if (strlen(client->base) + strlen(call->path) > HTTP_URL_MAX)
		return err_set(err, ERR_INVALID, "the address is longer than %zu bytes",
			       HTTP_URL_MAX);
	return ask(client, call, ret_answer, err);
}
