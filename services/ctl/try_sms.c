/* SPDX-License-Identifier: Apache-2.0 */
/*
 * beurt-ctl try sms: what a text costs to send; and phone: how a telephone number reads.
 */
#include "base/phone.h"
#include "ctl/try.h"
#include "notification/domain/gsm7.h"

int try_sms(const struct json_line *in, struct json_out *out, struct err *err)
{
	struct slice text;
	struct sms_size size;

	if (json_line_bytes(in, "text", &text, err) < 0 ||
	    sms_measure(text, &size, err) < 0)
		return -1;
	json_out_text(out, "encoding", sms_encoding_name(size.encoding));
	json_out_int(out, "units", size.units);
	json_out_int(out, "segments", size.parts);
	json_out_open_array(out, "segment_units");
	for (int i = 0; i < size.parts; i++)
		json_out_int(out, NULL, size.part_units[i]);
	json_out_close_array(out);
	json_out_open_array(out, "expensive");
	for (size_t i = 0; i < size.dear_count; i++)
		json_out_text_n(out, NULL, size.dear[i]);
	json_out_close_array(out);
	return 0;
}

int try_phone(const struct json_line *in, struct json_out *out, struct err *err)
{
	const char *region = NULL;
	struct slice input;
	struct phone phone;

	if (json_line_bytes(in, "input", &input, err) < 0 ||
	    json_line_text_if_any(in, "default_region", &region, err) < 0)
		return -1;
	bool parses = phone_read(input, region, &phone);

	json_out_flag(out, "parses", parses);
	if (parses)
		json_out_text(out, "e164", phone.e164);
	else
		json_out_null(out, "e164");
	json_out_flag(out, "sms_capable", parses && phone.is_mobile);
	return 0;
}
