/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the pages of holders show: their cars and offers as their own rows, and of one car
 * what a garage knows, as that garage's. Thread: http worker, one transaction at a time.
 */
#ifndef BEURT_GATEWAY_STORE_HOLDER_H
#define BEURT_GATEWAY_STORE_HOLDER_H

#include "base/civil_date.h"
#include "base/email.h"
#include "gateway/passport.h"
#include "gateway/store.h"
#include "gen/register_state.h"
#include "pg/pg.h"

#define HOLDER_CARS_MAX    50
#define HOLDER_OFFERS_MAX  50
#define HOLDER_VISITS_MAX  50
#define HOLDER_REPORTS_MAX 50

struct holder_car {
	struct uuid passport;
	char plate[24]; /* with dashes; "" unknown */
	char make[245]; /* 60 characters */
	char model[325];
	char status[20];
	char role[10];   /* owner or driver */
	char fleet[485]; /* name of the fleet that owns it; "" */
};
/* The tenant's cars that are not archived, by plate. */
MUST_CHECK int store_holder_cars(struct tx *tx, struct holder_car cars[HOLDER_CARS_MAX],
				 size_t *ret_count, struct err *err);

/* The garage that looks after all those cars; "" when there is none, or more than one. */
MUST_CHECK int store_holder_garage(struct tx *tx, char ret_dealer[DEALER_TEXT],
				   struct err *err);

struct holder_facts {
	struct holder_car car;
	char habit[20];
	bool habit_consent;
	struct uuid transfer; /* that waits; not set: none */
	struct instant transfer_ends;
	char recipient[1285];     /* whom it is offered to, for who offered it; "" */
	struct uuid party;        /* the tenant itself */
	char address[EMAIL_TEXT]; /* theirs, as addresses are compared */
	bool is_contact;          /* reminders of the car go to them */
};
/* ERR_ABSENT. */
MUST_CHECK int store_holder_facts(struct tx *tx, const struct uuid *passport,
				  struct holder_facts *ret_facts, struct err *err);

/* An offer of a car. */
struct holder_offer {
	struct uuid transfer;
	struct uuid passport;
	char plate[24];
	char make[245];
	char model[325];
	char fleet[485]; /* it comes from; "" */
	bool to_owner;   /* else to drive it */
	bool pending;
	bool mine; /* made to the tenant, not by it */
	struct instant expires_at;
	char email[1285]; /* it was made to */
};
/* Those that wait, made to or by the tenant. */
MUST_CHECK int store_holder_offers(struct tx *tx,
				   struct holder_offer offers[HOLDER_OFFERS_MAX],
				   size_t *ret_count, struct err *err);
/* Waiting or not; ERR_ABSENT when the tenant has no such offer. */
MUST_CHECK int store_holder_offer(struct tx *tx, const struct uuid *transfer,
				  struct holder_offer *ret_offer, struct err *err);

struct offered_garage {
	char dealer[DEALER_TEXT];
	char name[485];
};
/* Garages that look after the car of a waiting offer: which the recipient may keep is
 * theirs to know. For the projector's role; ask only for who has the offer. */
MUST_CHECK int store_offered_garages(struct tx *tx, const struct uuid *transfer,
				     struct offered_garage garages[PASSPORT_GARAGES],
				     size_t *ret_count, struct err *err);

struct holder_self {
	char name[645];
	char email[1285];
	char pending_email[1285]; /* asked for, not confirmed yet; "" */
	char phone[165];
	char street[485];
	char postcode[70];
	char city[325];
	char language[3];
	bool has_password;
};
/* The tenant itself; ERR_ABSENT. */
MUST_CHECK int store_holder_self(struct tx *tx, const struct uuid *party,
				 struct holder_self *ret_self, struct err *err);
/* "party":…,"cars":[…]: what is kept of the tenant and its cars, without braces. */
MUST_CHECK int store_holder_file(struct tx *tx, const struct uuid *party,
				 struct strbuf *out, struct err *err);

/* --- as a garage, by vehicle -------------------------------------------------------- */
struct holder_register {
	struct civil_date apk_expiry; /* unset: unknown */
	char fuel[12];
	struct register_state *state; /* to be freed; NULL: it was not asked */
};
MUST_CHECK int store_holder_register(struct tx *tx, const struct uuid *vehicle,
				     struct holder_register *ret_facts, struct err *err);

struct holder_visit {
	struct civil_date date;
	int64_t odometer_km; /* 0: unknown */
	char classes[200];   /* codes, parted by commas */
	int64_t net_cents;   /* paid by the customer, excluding VAT */
};
struct holder_appointment {
	struct civil_date date; /* unset: none */
	char time[6];
};
/* The next one that is booked. */
MUST_CHECK int store_holder_next(struct tx *tx, const struct uuid *vehicle,
				 struct holder_appointment *ret_next, struct err *err);

/* Visits before that day, newest first; unset: all. */
MUST_CHECK int store_holder_visits(struct tx *tx, const struct uuid *vehicle,
				   struct civil_date before,
				   struct holder_visit visits[HOLDER_VISITS_MAX],
				   size_t *ret_count, struct err *err);

struct holder_report {
	struct uuid inspection;
	struct civil_date date;
};
/* Saved reports made before that moment, newest first; NO_INSTANT: all. */
MUST_CHECK int store_holder_reports(struct tx *tx, const struct uuid *vehicle,
				    struct instant before,
				    struct holder_report reports[HOLDER_REPORTS_MAX],
				    size_t *ret_count, struct err *err);
/* Whether the form is of that vehicle and was made before that moment; one that is not
 * kept any more it had. */
enum holder_has { HOLDER_HAS_NOT, HOLDER_HAD, HOLDER_HAS };
MUST_CHECK int store_holder_has_report(struct tx *tx, const struct uuid *vehicle,
				       const struct uuid *inspection,
				       struct instant before, enum holder_has *ret_has,
				       struct err *err);

#endif
