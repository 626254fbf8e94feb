/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is read of a request when its head has arrived: method, framing, who asks from
 * where, its trace and its route.
 */
#include <netdb.h>
#include <string.h>

#include "base/text.h"
#include "http/exchange.h"
#include "http/forwarded.h"
#include "sys/uuid_new.h"

#define QUERY_MAX 32

static enum MHD_Result
collect_field(void *arg, /* lint-ok: shape: libmicrohttpd fixes this list */
	      enum MHD_ValueKind kind, const char *name, size_t name_size,
	      const char *value, size_t value_size)
{
	struct head *head = arg;
	(void)kind;
	if (head->fields_count == HEAD_FIELDS_MAX)
		return MHD_NO;
	head->fields[head->fields_count++] =
		(struct head_field){ { name, name_size },
				     { value ? value : "", value_size } };
	return MHD_YES;
}

static enum MHD_Result
check_parameter(void *arg, /* lint-ok: shape: libmicrohttpd fixes this list */
		enum MHD_ValueKind kind, const char *name, size_t name_size,
		const char *value, size_t value_size)
{
	struct err *err = arg;
	(void)kind;
	if (text_is_clean((struct slice){ name, name_size }) &&
	    text_is_clean((struct slice){ value ? value : "", value_size }))
		return MHD_YES;
	err_set(err, ERR_INVALID, "a parameter holds control characters or broken UTF-8");
	return MHD_NO;
}

static int check_parameters(struct request *req, struct err *err)
{
	int count = MHD_get_connection_values(req->connection, MHD_GET_ARGUMENT_KIND,
					      NULL, NULL);
	if (count > QUERY_MAX)
		return err_set_code(err, ERR_INVALID, "TOO_MANY_FIELDS",
				    "more than %d parameters", QUERY_MAX);
	err_clear(err);
	MHD_get_connection_values_n(req->connection, MHD_GET_ARGUMENT_KIND,
				    check_parameter, err);
	return err->kind == ERR_NONE ? 0 : -1;
}

static int check_head(struct request *req, struct head *head, int64_t *ret_length,
		      struct err *err)
{
	int count = MHD_get_connection_values_n(req->connection, MHD_HEADER_KIND,
						collect_field, head);
	if (count > HEAD_FIELDS_MAX)
		return err_set_code(err, ERR_INVALID, "TOO_MANY_FIELDS",
				    "more than %d headers", HEAD_FIELDS_MAX);
	if (head_check(head, ret_length, err) < 0)
		return -1;
	return check_parameters(req, err);
}

static int read_method(struct request *req, const char *method, struct err *err)
{
	static const enum http_method methods[] = { HTTP_GET, HTTP_POST, HTTP_PUT,
						    HTTP_PATCH, HTTP_DELETE };
	for (size_t i = 0; i < COUNT_OF(methods); i++)
		if (strcmp(http_method_name(methods[i]), method) == 0)
			req->method = methods[i];
	req->is_head = strcmp(method, "HEAD") == 0;
	if (req->is_head)
		req->method = HTTP_GET;
	if (!req->method)
		return err_set_code(err, ERR_INVALID, "METHOD_NOT_ALLOWED",
				    "method %.20s is not used here", method);
	return 0;
}

static void read_address(struct request *req)
{
	const union MHD_ConnectionInfo *info = MHD_get_connection_info(
		req->connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
	const struct sockaddr *address = info ? info->client_addr : NULL;
	socklen_t size = address && address->sa_family == AF_INET6
				 ? sizeof(struct sockaddr_in6)
				 : sizeof(struct sockaddr_in);
	char peer[IP_TEXT] = "";
	if (!address ||
	    getnameinfo(address, size, peer, sizeof(peer), NULL, 0, NI_NUMERICHOST) != 0)
		peer[0] = '\0';
	forwarded_find(req->options->proxies, peer,
		       request_header(req, "X-Forwarded-For"), req->ip);
}

static void new_trace(struct request *req)
{
	struct uuid id = uuid_new(req->received_at);
	size_t length = 0;
	for (const char *c = id.text; *c; c++)
		if (*c != '-')
			req->trace[length++] = *c;
	req->trace[length] = '\0';
}

static void read_context(struct request *req)
{
	const char *type = request_header(req, "Content-Type");
	size_t length = type ? strcspn(type, "; \t") : 0;
	req->received_at = clock_now(req->options->clock);
	req->started = clock_monotonic();
	if (!trace_read(request_header(req, "traceparent"), req->trace))
		new_trace(req);
	if (length >= sizeof(req->content_type))
		length = 0;
	for (size_t i = 0; i < length; i++)
		req->content_type[i] =
			(char)(type[i] >= 'A' && type[i] <= 'Z' ? type[i] + 32 : type[i]);
	read_address(req);
}

static int find_route(struct request *req, struct err *err)
{
	enum route_found found = router_find(req->options, req);
	if (found == ROUTE_FOUND)
		return 0;
	if (found == ROUTE_OTHER_METHOD)
		return err_set_code(err, ERR_INVALID, "METHOD_NOT_ALLOWED",
				    "this address does not take %s",
				    http_method_name(req->method));
	if (req->method == HTTP_GET && req->options->otherwise)
		return 0;
	return err_set(err, ERR_ABSENT, "no such address");
}

size_t exchange_body_max(const struct request *req)
{
	return req->route && req->route->body_max ? req->route->body_max
						  : HTTP_BODY_DEFAULT;
}

int exchange_open(struct request *req, struct head *head, int64_t *ret_length,
		  struct err *err)
{
	read_context(req);
	if (read_method(req, head->method, err) < 0 ||
	    check_head(req, head, ret_length, err) < 0 || find_route(req, err) < 0)
		return -1;
	req->body = strbuf_new(exchange_body_max(req));
	if (*ret_length > (int64_t)exchange_body_max(req))
		return err_set_code(err, ERR_INVALID, "TOO_LARGE",
				    "the body is larger than %zu bytes",
				    exchange_body_max(req));
	return 0;
}
