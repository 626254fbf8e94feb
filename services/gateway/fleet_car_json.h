/* SPDX-License-Identifier: Apache-2.0 */
/* A car of a fleet as replies tell it. Pure. Thread: any. */
#ifndef BEURT_GATEWAY_FLEET_CAR_JSON_H
#define BEURT_GATEWAY_FLEET_CAR_JSON_H

#include "gateway/store_fleet_cars.h"

/* Its members, without braces. */
void fleet_car_json(const struct fleet_car *car, struct strbuf *out);
/* "-12,05" */
void fleet_euros(int64_t cents, struct strbuf *out);

#endif
