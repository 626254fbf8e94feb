/* SPDX-License-Identifier: Apache-2.0 */
/*
 * From what the register answers to what we say of a plate: register.state, only when
 * something of it differs from what was said before. Thread: any.
 */
#ifndef BEURT_FLEET_REGISTER_SAY_H
#define BEURT_FLEET_REGISTER_SAY_H

#include "base/instant.h"
#include "fleet/register/fetch.h"

struct register_before {
	int64_t version;   /* 0 = nothing was said */
	const char *state; /* register.state as JSON; NULL = nothing was said */
};

struct register_news {
	int64_t version;  /* of what stands now */
	char *state;      /* to say; NULL = nothing has changed; caller frees */
	unsigned changes; /* enum register_change */
};

/* What register_fetch() wants to know of the plate beforehand: the car's given fields. */
MUST_CHECK int register_expect(const struct register_before *before,
			       struct register_car *car, struct err *err);
/* `now`: when it was asked. */
MUST_CHECK int register_judge(const struct register_batch *batch,
			      const struct register_car *car,
			      const struct register_before *before, struct instant now,
			      struct register_news *ret_news, struct err *err);

#endif
