/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The contract's own table of the params writes and reads them: what was accepted once is
 * what the letter says, field for field.
 */
#include "notification/mail/letter_form.h"

#include <string.h>

#define FORM_MAX ((size_t)512 * 1024)

static const struct msg_type form_type = {
	.name = "params of a letter",
	.kind = MSG_BODY,
	.max_bytes = FORM_MAX,
	.shape = &notification_requested_params_shape,
};

/* What has no column of its own. */
static bool is_of_form(const struct notification_requested_params *params)
{
	return params &&
	       (params->link || params->inspection_date || params->lines_count ||
		params->person || params->fleet_name || params->transfer_kind ||
		params->transfer_status || params->expires_at || params->appointment ||
		params->cars_count || params->has_cars_total || params->disown_link ||
		params->subject || params->text || params->short_text || params->button ||
		params->first_name || params->lead || params->feedback ||
		params->prospect || params->support || params->news_count ||
		params->stop_link || params->results || params->others_count);
}

int letter_form_write(const struct notification_requested_params *params, char **ret_json,
		      struct err *err)
{
	STRBUF_AUTO out = strbuf_new(FORM_MAX);

	if (!is_of_form(params)) {
		*ret_json = NULL;
		return 0;
	}
	if (msg_encode(&form_type, params, &out, err) < 0)
		return -1;
	*ret_json = strbuf_take(&out);
	return 0;
}

int letter_form_read(const char *json, struct notification_requested_params **ret_params,
		     struct err *err)
{
	void *params = NULL;

	if (json && msg_decode(&form_type, slice_of(json), &params, err) < 0)
		return -1;
	*ret_params = params;
	return 0;
}

void letter_form_free(struct notification_requested_params *params)
{
	msg_free(&form_type, params);
}
