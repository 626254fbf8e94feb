/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The links customers get: /m/<token>, of garage, form and kind (sys/link.h).
 * Thread: any.
 */
#ifndef BEURT_INSPECTION_FORM_LINK_H
#define BEURT_INSPECTION_FORM_LINK_H

#include "base/uuid.h"
#include "sys/link.h"

enum link_kind { LINK_REPORT, LINK_REGISTRATION };

struct link link_make(const struct link_keys *keys, const char *dealer,
		      const struct uuid *id, enum link_kind kind);

#endif
