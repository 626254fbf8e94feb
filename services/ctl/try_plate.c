/* SPDX-License-Identifier: Apache-2.0 */
/*
 * beurt-ctl try plate: how a text reads as a Dutch plate.
 *
 * A plate is valid when it has a mask; what is odd about it stands in warnings, and so
 * does the reason of a refusal. No side code is null.
 */
#include "base/plate.h"
#include "ctl/try.h"

int try_plate(const struct json_line *in, struct json_out *out, struct err *err)
{
	struct slice input;
	struct plate plate;

	if (json_line_bytes(in, "input", &input, err) < 0)
		return -1;
	plate = plate_read_n(input);
	json_out_text(out, "normalised", plate.normalised);
	json_out_text(out, "formatted", plate.formatted);
	if (plate.sidecode > 0)
		json_out_int(out, "sidecode", plate.sidecode);
	else
		json_out_null(out, "sidecode");
	json_out_flag(out, "valid", plate.valid);
	json_out_open_array(out, "warnings");
	for (int i = 0; i < plate.warnings_count; i++)
		json_out_text(out, NULL, plate.warnings[i]);
	json_out_close_array(out);
	return 0;
}
