/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A car with everything a proposal about it depends on: facts, history, its customer's
 * standing, and what was proposed before. Loaded by store_car.c. Thread: any.
 */
#ifndef BEURT_REMINDER_LIST_CAR_H
#define BEURT_REMINDER_LIST_CAR_H

#include "reminder/domain/pick.h"
#include "reminder/domain/week.h"

#define CAR_PLATE  21
#define CAR_MAKE   61
#define CAR_MODEL  81

#define CAR_PAST   40
#define CAR_BOOKED 8

struct car {
	struct uuid vehicle;
	struct uuid customer; /* none: nobody to invite */
	char plate[CAR_PLATE * 4];
	char make[CAR_MAKE * 4];
	char model[CAR_MODEL * 4];
	bool is_stock;
	bool own_interval; /* said by a user */
	int make_months;   /* the garage's for such cars; 0 = none */
	int64_t make_km;
	struct history *history;
	/* the customer */
	bool erased;
	bool has_email;
	bool no_email;
	bool consent_withdrawn;
	bool bounces;
	/* channel when not by e-mail, also when "never" took that: "letter"; "" = none */
	char reach_other[8];
	bool is_prospects;   /* its customer has no invoice yet … */
	bool is_reached;     /* … and some channel may be used */
	struct uuid lead;    /* one that this car may answer; none */
	struct civil_date lead_since; /* the oldest of them */
	bool lead_sees_car;           /* all of them know the car */
	bool lead_listable;           /* one of its customer may stand on a list */
	/* what others say of it */
	bool has_contact; /* its passport names who is written to */
	bool exported;
	bool disowned; /* its customer said that it is theirs no more */
	struct civil_date holder_changed_on; /* by its passport; NO_DATE = never */
	struct civil_date left_on; /* … and since then it is nobody's we know */
	bool passport_ended;       /* then because its passport ended */
	struct civil_date sold_on; /* by the register */
	struct civil_date apk_moved_on;
	size_t booked_count;
	struct civil_date booked[CAR_BOOKED]; /* days it comes or came, not cancelled */
	/* "never" */
	bool never_vehicle;
	bool never_customer;
	bool never_email;
	bool never_apk;
	bool never_service;
	bool never_advice;
	bool never_tyres;
	bool never_dormant;
	size_t past_count;
	struct past_proposal past[CAR_PAST]; /* oldest first */
};

/* The newest visit with work; NO_DATE. */
struct civil_date car_last_visit(const struct car *car);
/* Why nobody we know has it, "SOLD"; NULL when they do. A visit since says otherwise. */
const char *car_gone(const struct car *car);
/* Another came to own or drive it in the week of this list, or later: who is written to
 * is not who the list was made for. */
bool car_changed_hands(const struct car *car, struct iso_week list_week);
/* The appointment that no visit followed, from a fortnight before `today` on. */
struct civil_date car_booked_on(const struct car *car, struct civil_date today);
/* The register moved its test, and it was not here for one in the month before. */
bool car_apk_elsewhere(const struct car *car);

struct car_list {
	struct car *cars;
	size_t count;
};

void car_list_free(struct car_list *list);
#define CARS_AUTO __attribute__((cleanup(car_list_free))) struct car_list

#endif
