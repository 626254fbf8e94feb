/* SPDX-License-Identifier: Apache-2.0 */
/* Shares along the funnel from proposal to visit. Pure. Thread: any. */
#ifndef BEURT_GATEWAY_DOMAIN_FUNNEL_H
#define BEURT_GATEWAY_DOMAIN_FUNNEL_H

#include <stddef.h>
#include <stdint.h>

struct funnel_stage {
	int64_t count;
	int64_t of_previous_permille; /* -1 when there is nothing to compare with */
	int64_t of_first_permille;
};

/* Fills the shares from the counts; a share is rounded, and never above 1000. */
void funnel_fill(struct funnel_stage *stages, size_t count);

#endif
