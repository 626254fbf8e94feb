/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The rules `beurt-ctl try` runs.
 *
 * A rule over lines is a function from one input object to the members of one output
 * object; a rule over files gets the arguments and answers for itself.
 */
#ifndef BEURT_CTL_TRY_H
#define BEURT_CTL_TRY_H

#include "base/err.h"
#include "base/json_out.h"
#include "msg/json_in.h"

/* Writes members into the object that is open; on failure the line becomes
 * {"error": …} and nothing of what was written is shown. */
typedef int (*try_line_fn)(const struct json_line *in, struct json_out *out,
			   struct err *err);

int try_plate(const struct json_line *in, struct json_out *out, struct err *err);
int try_week(const struct json_line *in, struct json_out *out, struct err *err);
int try_deadline(const struct json_line *in, struct json_out *out, struct err *err);
int try_apk(const struct json_line *in, struct json_out *out, struct err *err);
int try_email(const struct json_line *in, struct json_out *out, struct err *err);
int try_sms(const struct json_line *in, struct json_out *out, struct err *err);
int try_phone(const struct json_line *in, struct json_out *out, struct err *err);
int try_window(const struct json_line *in, struct json_out *out, struct err *err);
int try_holidays(const struct json_line *in, struct json_out *out, struct err *err);

int try_visits(int argc, char **argv);
int try_proposals(int argc, char **argv);
int try_why(int argc, char **argv);
int try_ubl(int argc, char **argv);

#endif
