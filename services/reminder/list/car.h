/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A car with everything a proposal about it depends on: facts, history, its customer's
 * standing, and what was proposed before. Loaded by store_car.c. Thread: any.
 */
#ifndef BEURT_REMINDER_LIST_CAR_H
#define BEURT_REMINDER_LIST_CAR_H

#include "reminder/domain/pick.h"

#define CAR_PLATE 21
#define CAR_MAKE  61
#define CAR_MODEL 81

#define CAR_PAST  40

struct car {
	struct uuid vehicle;
	struct uuid customer; /* none: nobody to invite */
	char plate[CAR_PLATE * 4];
	char make[CAR_MAKE * 4];
	char model[CAR_MODEL * 4];
	bool is_stock;
	bool own_interval; /* said by a user */
	struct history *history;
	/* the customer */
	bool erased;
	bool has_email;
	bool no_email;
	bool consent_withdrawn;
	bool bounces;
	/* "never" */
	bool never_vehicle;
	bool never_customer;
	bool never_email;
	bool never_apk;
	bool never_service;
	bool never_advice;
	size_t past_count;
	struct past_proposal past[CAR_PAST]; /* oldest first */
};

struct car_list {
	struct car *cars;
	size_t count;
};

void car_list_free(struct car_list *list);
#define CARS_AUTO __attribute__((cleanup(car_list_free))) struct car_list

#endif
