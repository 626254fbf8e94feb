/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a request says of an inspection, a transfer, an appointment or a fleet, kept as
 * JSON beside its letter and read again when the letter is written.
 *
 * Inner header of the service. Thread: any.
 */
#ifndef BEURT_NOTIFICATION_LETTER_FORM_H
#define BEURT_NOTIFICATION_LETTER_FORM_H

#include "gen/notification_requested.h"
#include "msg/msg.h"

/* The JSON of params that have more to say than a car and its dates; else NULL. Caller
 * frees with mem_free. ERR_INVALID when they cannot be written. */
MUST_CHECK int letter_form_write(const struct notification_requested_params *params,
				 char **ret_json, struct err *err);
/* *ret_params is NULL when `json` is; free with letter_form_free. */
MUST_CHECK int letter_form_read(const char *json,
				struct notification_requested_params **ret_params,
				struct err *err);
void letter_form_free(struct notification_requested_params *params);

#endif
