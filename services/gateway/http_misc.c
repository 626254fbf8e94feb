/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What became of a command, and the description of this interface.
 */
#include "gateway/http_routes.h"
#include "gateway/openapi.h"
#include "gateway/store.h"

int http_get_command(void *service, struct request *req, struct reply *reply,
		     struct err *err)
{
	struct uuid id;
	AUTO(tx) *tx = NULL;
	if (request_path_uuid(req, "id", &id, err) < 0 ||
	    portal_begin(service, req, &tx, err) < 0 ||
	    store_command_write(tx, &id, reply_body(reply), err) < 0)
		return -1;
	return tx_commit(TAKE(tx), err);
}

int http_openapi(void *service, struct request *req, struct reply *reply, struct err *err)
{
	(void)service;
	(void)req;
	(void)err;
	struct slice text = openapi_text();
	strbuf_add_n(reply_body(reply), text.at, text.len);
	reply_etag_of_body(reply);
	reply_header(reply, "Cache-Control", "public, no-cache");
	return 0;
}
