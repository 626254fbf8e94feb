/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Errors as RFC 9457 application/problem+json.
 *
 * One table turns an error's code, else its kind, into the status. The text of broken
 * things stays in the log: clients get the trace id. Thread: any.
 */
#ifndef BEURT_HTTP_PROBLEM_H
#define BEURT_HTTP_PROBLEM_H

#include "base/err.h"
#include "base/strbuf.h"

int problem_status(const struct err *err);
/* The body. `more` is further members as JSON text (`"difference":{…}`), NULL for none;
 * ERR_INVALID whose text starts with a JSON Pointer fills `errors`. */
void problem_write(struct strbuf *out, const struct err *err, const char *trace,
		   const char *more);

struct request;
/* The reply becomes this problem with further members; answers -1, for `return`. */
int problem_refuse(struct request *req, const struct err *err, const char *more);

#endif
