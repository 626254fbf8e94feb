/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How long forms are kept.
 *
 * domain.md 3d-10: forms and photos five years, for warranty and disputes. Counted from
 * the last save by the server's clock, because the day of the inspection is typed: a slip
 * there neither throws a form away nor keeps it for ever. Thread: any.
 */
#ifndef BEURT_INSPECTION_DOMAIN_KEEPING_H
#define BEURT_INSPECTION_DOMAIN_KEEPING_H

#include "base/civil_date.h"
#include "base/instant.h"

/* What was saved for the last time before this moment goes: the beginning (UTC) of the
 * day that many months ago. A form of the 25th goes on the 26th, five years on. */
struct instant keeping_since(struct instant now, int months);

#endif
