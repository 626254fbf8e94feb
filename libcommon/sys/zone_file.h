/* SPDX-License-Identifier: Apache-2.0 */
/* Zones by name from the system's tzdata, each read once and kept. Thread: any. */
#ifndef BEURT_SYS_ZONE_FILE_H
#define BEURT_SYS_ZONE_FILE_H

#include "base/zone.h"

/* "Europe/Amsterdam"; the zone lives as long as the process. ERR_INVALID for an unknown
 * name. */
MUST_CHECK int zone_find(const char *name, const struct zone **ret_zone, struct err *err);

#endif
