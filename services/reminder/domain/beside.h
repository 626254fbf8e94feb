/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a car is due for besides test and service (domain.md 3d-4): a part of age,
 * seasonal tyres, recalls, and being asked again when long overdue. Thread: any.
 */
#ifndef BEURT_REMINDER_BESIDE_H
#define BEURT_REMINDER_BESIDE_H

#include "reminder/domain/predict.h"

/* Fill these items, once those of test, service and habit are known. */
void beside_find(const struct history *history, struct prediction *p);

#endif
