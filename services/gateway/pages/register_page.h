/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Part of a car's page: the recalls that are open and what inspections found, as the
 * vehicle register says. Thread: any.
 */
#ifndef BEURT_GATEWAY_REGISTER_PAGE_H
#define BEURT_GATEWAY_REGISTER_PAGE_H

#include "gateway/pages/pages.h"
#include "gen/register_state.h"

/* Sets recalls, recalls_as_of, found and found_earlier; `state` NULL: nothing known. */
void page_register_set(struct value *data, const struct page_frame *frame,
		       const struct register_state *state);

#endif
