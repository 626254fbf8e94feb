/* SPDX-License-Identifier: Apache-2.0 */
/* beurt-ctl try email: whether we would mail to an address, exactly as it was typed. */
#include "base/email.h"
#include "ctl/try.h"

int try_email(const struct json_line *in, struct json_out *out, struct err *err)
{
	struct slice address;

	if (json_line_bytes(in, "address", &address, err) < 0)
		return -1;
	json_out_flag(out, "accept_for_mailing", email_is_mailable_n(address));
	return 0;
}
