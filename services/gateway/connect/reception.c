/* SPDX-License-Identifier: Apache-2.0 */
/* Decides what is remembered of a post: its id, its kind, and the answer. */
#include "gateway/connect/reception.h"

#include <stdio.h>

#include "gateway/connect/store_connector.h"

int connector_open(struct gateway *gateway, const struct uuid *id,
		   struct connector *ret_connector, struct err *err)
{
	AUTO(tx) *tx = NULL;
	AUTO(rows) *rows = NULL;
	void *body;
	if (!gateway->connector_keys)
		return err_set(
			err, ERR_ABSENT,
			"connectors are not in use: BEURT_CONNECTOR_KEYS is empty");
	if (tx_begin(gateway->all, &tx, err) < 0 ||
	    store_connector_load(tx, id, &rows, err) < 0 ||
	    msg_decode(&body_connector_type, slice_of(row_text(rows, 0, 3)), &body, err) <
		    0)
		return -1;
	*ret_connector = (struct connector){
		.id = *id,
		.dealer = row_text(rows, 0, 0),
		.name = row_text(rows, 0, 1),
		.active = row_bool(rows, 0, 2),
		.generation = row_int(rows, 0, 4),
		.body = body,
		.rows = rows,
	};
	TAKE(rows);
	return 0;
}

void connector_done(struct connector *connector)
{
	msg_free(&body_connector_type, connector->body);
	rows_free(connector->rows);
}

static int find_known(struct gateway *gateway, const struct connector *connector,
		      const char *post, bool *ret_known, struct err *err)
{
	AUTO(tx) *tx = NULL;
	AUTO_TEXT *code = NULL;
	AUTO_TEXT *detail = NULL;
	if (tx_begin(gateway->all, &tx, err) < 0 ||
	    store_hook_post_find(tx, &connector->id, post, &code, &detail, err) < 0)
		return -1;
	*ret_known = code != NULL;
	if (code && *code)
		return err_set_code(err, ERR_INVALID, code, "%s", detail);
	return 0;
}

static int write_down(struct gateway *gateway, const struct connector *connector,
		      const struct hook_post *post, struct err *err)
{
	AUTO(tx) *tx = NULL;
	if (tx_begin(gateway->all, &tx, err) < 0 ||
	    store_hook_post_add(tx, &connector->id, post, err) < 0)
		return -1;
	return tx_commit(TAKE(tx), err);
}

/* What is broken or late with us is not the post's fault: it may come again. */
static bool is_answer(const struct err *err)
{
	return err->kind == ERR_NONE || err->kind == ERR_INVALID ||
	       err->kind == ERR_ABSENT || err->kind == ERR_CONFLICT ||
	       err->kind == ERR_DENIED;
}

static int take_new(struct gateway *gateway, const struct connector *connector,
		    const struct arrived *arrived, struct err *err)
{
	struct inbound inbound = {
		.gateway = gateway,
		.dealer = connector->dealer,
		.name = connector->name,
		.connector = connector->id,
		.mapping = &connector->body->mapping,
		.source = arrived->source,
		.post_id = arrived->post_id,
		.text = arrived->text,
	};
	struct hook_post post = { .id = arrived->post_id };
	struct err not_kept = { .kind = ERR_NONE };
	err->kind = ERR_NONE;
	int result = inbound_take(&inbound, &post.kind, err);
	if (!is_answer(err))
		return -1;
	post.code = result < 0 ? (err->code[0] ? err->code : "REFUSED") : "";
	post.detail = result < 0 ? err->text : "";
	if (write_down(gateway, connector, &post, &not_kept) < 0) {
		*err = not_kept;
		return -1;
	}
	return result;
}

int reception_take(struct gateway *gateway, const struct connector *connector,
		   const struct arrived *arrived, struct err *err)
{
	bool known = false;
	if (!connector->active)
		return err_set_code(err, ERR_DENIED, "CONNECTOR_OFF",
				    "the garage has switched this connector off");
	if (find_known(gateway, connector, arrived->post_id, &known, err) < 0)
		return -1;
	return known ? 0 : take_new(gateway, connector, arrived, err);
}
