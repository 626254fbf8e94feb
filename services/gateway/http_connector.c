/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A garage's connectors: list, add, change, remove, secret, test, what was delivered and
 * what came in; and where other systems post what they have to tell.
 */
#include <stdio.h>
#include <string.h>

#include "gateway/connect/post.h"
#include "gateway/connect/reception.h"
#include "gateway/connect/secret.h"
#include "gateway/connect/store_connector.h"
#include "gateway/connect/systems.h"
#include "gateway/http_routes.h"
#include "gateway/limiter.h"
#include "gen/body_connector.h"
#include "sys/clock.h"
#include "sys/uuid_new.h"

#define POST_MOST 262144

static int in_use(const struct gateway *gateway, struct err *err)
{
	if (!gateway->connector_keys)
		return err_set_code(err, ERR_DENIED, "CONNECTORS_OFF",
				    "connectors are not in use here: "
				    "BEURT_CONNECTOR_KEYS is empty");
	return 0;
}

int http_list_connectors(void *service, struct request *req, struct reply *reply,
			 struct err *err)
{
	AUTO(tx) *tx = NULL;
	if (portal_begin(service, req, &tx, err) < 0)
		return -1;
	strbuf_add(reply_body(reply), "{\"connectors\":[");
	if (store_connectors_write(tx, reply_body(reply), err) < 0)
		return -1;
	strbuf_add(reply_body(reply), "],\"systems\":[");
	for (size_t i = 0; i < system_sources_count; i++)
		strbuf_addf(reply_body(reply), "%s%s", i ? "," : "",
			    system_sources[i].text);
	strbuf_add(reply_body(reply), "]}");
	return tx_commit(TAKE(tx), err);
}

/* What is asked of a connector that gets personal data: the garage says it has agreed. */
static int check(const struct gateway *gateway, const struct body_connector *body,
		 struct err *err)
{
	if (in_use(gateway, err) < 0)
		return -1;
	if (body->personal && !body->agreed)
		return err_set_code(err, ERR_INVALID, "NOT_AGREED",
				    "/agreed: personal data leave only when the garage "
				    "has agreed with whoever runs the connector");
	if (body->facts_count > 0 && !body->url)
		return err_set_code(err, ERR_INVALID, "NO_URL",
				    "/url: facts need an address to go to");
	if (!body->url)
		return 0;
	return post_check_url(body->url, gateway->knobs->connector_private, err);
}

struct written {
	struct connector_row row;
	const char *facts[20];
	struct strbuf body;
};

static int read_body(struct gateway *gateway, struct request *req,
		     struct written *ret_written, struct err *err)
{
	const void *decoded;
	if (request_msg(req, &body_connector_type, &decoded, err) < 0)
		return -1;
	const struct body_connector *body = decoded;
	if (check(gateway, body, err) < 0 ||
	    msg_encode(&body_connector_type, body, &ret_written->body, err) < 0)
		return -1;
	for (size_t i = 0; i < body->facts_count; i++)
		ret_written->facts[i] = wire_connector_fact_word(body->facts[i]);
	ret_written->row = (struct connector_row){
		.name = body->name,
		.url = body->url,
		.facts = ret_written->facts,
		.facts_count = body->facts_count,
		.personal = body->personal,
		.agreed = body->agreed,
		.active = !body->has_active || body->active,
		.body = ret_written->body.text,
		.by = access_subject(req)->login,
	};
	return 0;
}

/* Told once, here, and never again. */
static void add_secret(const struct gateway *gateway, const struct uuid *id,
		       int64_t generation, struct strbuf *out)
{
	struct signed_secret secret = secret_of(gateway->connector_keys, id, generation);
	char text[SIGNED_SECRET_TEXT], name[SECRET_KEY_TEXT];
	signed_secret_write(&secret, text);
	secret_name(id, generation, name);
	strbuf_addf(out, ",\"secret\":\"%s\",\"key\":\"%s\",\"hook\":\"/v1/hooks/%s\"}",
		    text, name, id->text);
}

static int audit(struct tx *tx, const struct request *req, const char *action,
		 const struct uuid *id, struct err *err)
{
	struct audit what = {
		.dealer = access_subject(req)->dealer,
		.actor = access_subject(req)->login,
		.action = action,
		.object = id->text,
		.result = "ok",
		.detail = "",
		.trace = request_trace(req),
	};
	return store_audit_add(tx, &what, err);
}

int http_add_connector(void *service, struct request *req, struct reply *reply,
		       struct err *err)
{
	struct written written = { .body = strbuf_new(POST_MOST) };
	struct strbuf *out = reply_body(reply);
	AUTO(tx) *tx = NULL;
	int result = read_body(service, req, &written, err);
	written.row.id = uuid_new(request_received_at(req));
	if (result == 0)
		result = portal_begin(service, req, &tx, err);
	if (result == 0)
		result = store_connector_add(tx, access_subject(req)->dealer,
					     &written.row, err);
	strbuf_done(&written.body);
	if (result < 0 || audit(tx, req, "connector.add", &written.row.id, err) < 0)
		return -1;
	strbuf_add(out, "{\"connector\":");
	if (store_connector_write(tx, &written.row.id, out, err) < 0)
		return -1;
	add_secret(service, &written.row.id, 1, out);
	reply_status(reply, 201);
	reply_header(reply, "Location", "/v1/connectors/%s", written.row.id.text);
	return tx_commit(TAKE(tx), err);
}

/* What delivers invitations is not taken away under them. */
static int check_carrying(struct tx *tx, const struct uuid *id,
			  const struct connector_row *row, struct err *err)
{
	bool carries = false;
	bool fit = row && row->active && row->url && row->personal && row->agreed;
	if (store_connector_carries(tx, id, &carries, err) < 0)
		return -1;
	if (carries && !fit)
		return err_set_code(err, ERR_CONFLICT, "CONNECTOR_CARRIES",
				    "this connector delivers invitations: choose another "
				    "way in the settings first");
	return 0;
}

int http_change_connector(void *service, struct request *req, struct reply *reply,
			  struct err *err)
{
	struct written written = { .body = strbuf_new(POST_MOST) };
	struct uuid id;
	AUTO(tx) *tx = NULL;
	int result = read_body(service, req, &written, err);
	if (result == 0)
		result = request_path_uuid(req, "id", &id, err);
	if (result == 0)
		result = portal_begin(service, req, &tx, err);
	if (result == 0) {
		written.row.id = id;
		result = check_carrying(tx, &id, &written.row, err);
	}
	if (result == 0) {
		result = store_connector_change(tx, &written.row, err);
	}
	strbuf_done(&written.body);
	if (result < 0 || audit(tx, req, "connector.change", &id, err) < 0 ||
	    store_connector_write(tx, &id, reply_body(reply), err) < 0)
		return -1;
	return tx_commit(TAKE(tx), err);
}

static int begin(void *service, struct request *req, struct uuid *ret_id,
		 struct tx **ret_tx, struct err *err)
{
	if (in_use(service, err) < 0 || request_path_uuid(req, "id", ret_id, err) < 0)
		return -1;
	return portal_begin(service, req, ret_tx, err);
}

int http_remove_connector(void *service, struct request *req, struct reply *reply,
			  struct err *err)
{
	struct uuid id;
	AUTO(tx) *tx = NULL;
	if (begin(service, req, &id, &tx, err) < 0 ||
	    check_carrying(tx, &id, NULL, err) < 0 ||
	    store_connector_remove(tx, &id, err) < 0 ||
	    audit(tx, req, "connector.remove", &id, err) < 0)
		return -1;
	reply_status(reply, 204);
	return tx_commit(TAKE(tx), err);
}

int http_renew_connector(void *service, struct request *req, struct reply *reply,
			 struct err *err)
{
	struct strbuf *out = reply_body(reply);
	struct uuid id;
	int64_t generation;
	AUTO(tx) *tx = NULL;
	if (begin(service, req, &id, &tx, err) < 0 ||
	    store_connector_renew(tx, &id, &generation, err) < 0 ||
	    audit(tx, req, "connector.renew", &id, err) < 0)
		return -1;
	strbuf_add(out, "{\"connector\":");
	if (store_connector_write(tx, &id, out, err) < 0)
		return -1;
	add_secret(service, &id, generation, out);
	return tx_commit(TAKE(tx), err);
}

int http_connector_log(void *service, struct request *req, struct reply *reply,
		       struct err *err)
{
	struct uuid id;
	AUTO(tx) *tx = NULL;
	if (begin(service, req, &id, &tx, err) < 0 ||
	    store_connector_log(tx, &id, reply_body(reply), err) < 0)
		return -1;
	return tx_commit(TAKE(tx), err);
}

int http_try_connector(void *service, struct request *req, struct reply *reply,
		       struct err *err)
{
	struct uuid id, delivery;
	AUTO(tx) *tx = NULL;
	if (begin(service, req, &id, &tx, err) < 0 ||
	    store_connector_try(tx, &id, &delivery, err) < 0)
		return -1;
	strbuf_addf(reply_body(reply), "{\"delivery_id\":\"%s\"}", delivery.text);
	return tx_commit(TAKE(tx), err);
}

int http_replay_connector(void *service, struct request *req, struct reply *reply,
			  struct err *err)
{
	struct uuid id;
	int64_t count;
	AUTO(tx) *tx = NULL;
	if (begin(service, req, &id, &tx, err) < 0 ||
	    store_connector_replay(tx, &id, &count, err) < 0)
		return -1;
	strbuf_addf(reply_body(reply), "{\"again\":%lld}", (long long)count);
	return tx_commit(TAKE(tx), err);
}

/* --- what comes in ------------------------------------------------------------------ */

/* Whoever has no right signature learns nothing, not even whether there is one. */
static int check_post(struct gateway *gateway, const struct request *req,
		      struct connector *connector, struct err *err)
{
	struct uuid id = uuid_from(request_path(req, "connector"));
	struct signed_post post = {
		.id = request_header(req, "webhook-id"),
		.timestamp = request_header(req, "webhook-timestamp"),
		.body = request_body(req),
	};
	if (limiter_take_of(gateway->limiter, LIMIT_CUSTOMER, request_ip(req), err) < 0)
		return -1;
	if (!uuid_is_set(&id) || connector_open(gateway, &id, connector, err) < 0) {
		err_clear(err);
		return err_set_code(err, ERR_DENIED, "SIGNATURE_WRONG",
				    "webhook-signature is not of this secret and body");
	}
	struct signed_secret secret =
		secret_of(gateway->connector_keys, &id, connector->generation);
	return signed_check(&secret, &post, request_header(req, "webhook-signature"),
			    clock_now(gateway->wall), err);
}

static enum json_kind find(const void *from, const char *path, struct strbuf *out)
{
	return json_doc_find(from, path, out);
}

int http_connector_hook(void *service, struct request *req, struct reply *reply,
			struct err *err)
{
	struct gateway *gateway = service;
	struct slice body = request_body(req);
	CONNECTOR_AUTO connector = { .rows = NULL };
	AUTO(json_doc) *doc = NULL;
	if (check_post(gateway, req, &connector, err) < 0 ||
	    json_doc_open(body, POST_MOST, &doc, err) < 0)
		return -1;
	AUTO_TEXT *text = mem_text_n(body.at, body.len);
	struct mapping_source source = { find, doc };
	struct arrived arrived = { request_header(req, "webhook-id"), text, &source };
	if (reception_take(gateway, &connector, &arrived, err) < 0)
		return -1;
	reply_status(reply, 204);
	return 0;
}
