/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Hides where a request's parts are kept, and frees what was made for it when it ends.
 */
#include "http/request.h"

#include <string.h>

#include "http/exchange.h"

struct owned {
	struct owned *next;
	void *what;
	void (*free_fn)(void *context, void *what);
	void *context;
};

static void free_plain(void *context, void *what)
{
	(void)context;
	mem_free(what);
}

struct request *exchange_new(struct http_server *server,
			     const struct http_options *options,
			     struct MHD_Connection *connection)
{
	struct request *req = mem_alloc(sizeof(*req));
	req->server = server;
	req->options = options;
	req->connection = connection;
	reply_start(&req->reply);
	return req;
}

void exchange_free(struct request *req)
{
	if (!req)
		return;
	while (req->owned) {
		struct owned *first = req->owned;
		req->owned = first->next;
		first->free_fn(first->context, first->what);
		mem_free(first);
	}
	reply_done(&req->reply);
	strbuf_done(&req->body);
	mem_free(req);
}

void *exchange_keep(struct request *req, void *what,
		    void (*free_fn)(void *context, void *what), void *context)
{
	struct owned *entry = mem_alloc(sizeof(*entry));
	*entry = (struct owned){ req->owned, what, free_fn, context };
	req->owned = entry;
	return what;
}

void *request_alloc(struct request *req, size_t size)
{
	return exchange_keep(req, mem_alloc(size), free_plain, NULL);
}

const char *http_method_name(enum http_method method)
{
	static const char *const names[] = {
		"", "GET", "POST", "PUT", "PATCH", "DELETE"
	};
	return names[method];
}

bool request_is_head(const struct request *req)
{
	return req->is_head;
}

enum http_method request_method(const struct request *req)
{
	return req->method;
}

const struct http_route *request_route(const struct request *req)
{
	return req->route;
}

const char *request_url(const struct request *req)
{
	return req->url;
}

const char *request_path(const struct request *req, const char *name)
{
	for (size_t i = 0; i < req->params_count; i++)
		if (slice_is(req->params[i].name, name))
			return req->params[i].value;
	return NULL;
}

const char *request_query(const struct request *req, const char *name)
{
	return MHD_lookup_connection_value(req->connection, MHD_GET_ARGUMENT_KIND, name);
}

const char *request_header(const struct request *req, const char *name)
{
	return MHD_lookup_connection_value(req->connection, MHD_HEADER_KIND, name);
}

const char *request_ip(const struct request *req)
{
	return req->ip;
}

const char *request_trace(const struct request *req)
{
	return req->trace;
}

struct instant request_received_at(const struct request *req)
{
	return req->received_at;
}

bool request_cookie(const struct request *req, const char *name, char *ret_value,
		    size_t size)
{
	return cookie_find(request_header(req, "Cookie"), name, ret_value, size);
}

struct slice request_body(const struct request *req)
{
	return (struct slice){ req->body.text ? req->body.text : "", req->body.len };
}

const char *request_content_type(const struct request *req)
{
	return req->content_type;
}

bool request_form(const struct request *req, const char *name, char *ret_value,
		  size_t size)
{
	return form_find(request_body(req), name, ret_value, size);
}

bool request_form_has(const struct request *req, const char *name)
{
	return form_has(request_body(req), name);
}

static void free_message(void *context, void *what)
{
	msg_free(context, what);
}

int request_msg(struct request *req, const struct msg_type *type, const void **ret_msg,
		struct err *err)
{
	void *msg;
	if (strcmp(req->content_type, "application/json") != 0)
		return err_set_code(err, ERR_INVALID, "CONTENT_TYPE",
				    "the body must be application/json");
	if (msg_decode(type, request_body(req), &msg, err) < 0)
		return -1;
	*ret_msg = exchange_keep(req, msg, free_message, (void *)(uintptr_t)type);
	return 0;
}

static int read_uuid(const char *name, const char *text, struct uuid *ret_id,
		     struct err *err)
{
	if (!uuid_is_valid(text))
		return err_set(err, ERR_INVALID, "%s is not a uuid", name);
	*ret_id = uuid_from(text);
	return 0;
}

int request_path_uuid(const struct request *req, const char *name, struct uuid *ret_id,
		      struct err *err)
{
	return read_uuid(name, request_path(req, name), ret_id, err);
}

int request_query_uuid(const struct request *req, const char *name, struct uuid *ret_id,
		       struct err *err)
{
	const char *text = request_query(req, name);
	return text ? read_uuid(name, text, ret_id, err) : 0;
}

int request_path_week(const struct request *req, const char *name,
		      struct iso_week *ret_week, struct err *err)
{
	return week_parse(request_path(req, name), ret_week, err);
}

int request_query_week(const struct request *req, const char *name,
		       struct iso_week *ret_week, struct err *err)
{
	const char *text = request_query(req, name);
	if (!text || week_parse(text, ret_week, err) == 0)
		return 0;
	return err_prefix(err, "%s: ", name);
}

int request_query_int(const struct request *req, const char *name, struct int_range range,
		      int64_t *ret_value, struct err *err)
{
	const char *text = request_query(req, name);
	int64_t value = 0;
	if (!text) {
		*ret_value = range.preset;
		return 0;
	}
	size_t length = strspn(text, "0123456789");
	bool good = length > 0 && length < 16 && text[length] == '\0';
	for (size_t i = 0; good && i < length; i++)
		value = value * 10 + (text[i] - '0');
	if (!good || value < range.min || value > range.max)
		return err_set(err, ERR_INVALID, "%s must be a number from %lld to %lld",
			       name, (long long)range.min, (long long)range.max);
	*ret_value = value;
	return 0;
}

int request_query_word(const struct request *req, const char *name,
		       const char *const *words, size_t words_count,
		       const char **ret_word, struct err *err)
{
	const char *text = request_query(req, name);
	*ret_word = NULL;
	for (size_t i = 0; text && i < words_count; i++)
		if (strcmp(words[i], text) == 0)
			*ret_word = words[i];
	if (text && !*ret_word)
		return err_set(err, ERR_INVALID,
			       "%s '%.40s' is not one of the allowed values", name, text);
	return 0;
}

void request_set_subject(struct request *req, const void *subject)
{
	req->subject = subject;
}

const void *request_subject(const struct request *req)
{
	return req->subject;
}
