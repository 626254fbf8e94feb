/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The portal's files, read into memory at start with their compressed twins.
 * Thread: any, once open.
 */
#ifndef BEURT_GATEWAY_WEB_H
#define BEURT_GATEWAY_WEB_H

#include "http/http.h"

struct web;

/* A folder that is not there gives the fallback page, which says how to build it. */
MUST_CHECK int web_open(const char *folder, struct web **ret_web, struct err *err);
void web_close(struct web *web);
/* The file at an address, else the start page for an address without an extension. */
MUST_CHECK int web_answer(const struct web *web, const struct request *req,
			  struct reply *reply, struct err *err);

#endif
