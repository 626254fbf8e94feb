/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is said on the telephone: the garage's own words with places for the customer's.
 * {klant} {auto} {kenteken} {garage} {apk} {beurt} {vorig_bezoek} {bedrag}, or in English
 * {customer} {car} {plate} {garage} {apk} {service} {last_visit} {amount}. A place
 * nothing is known for becomes three dots; other braces stay. Thread: any.
 */
#ifndef BEURT_NOTIFICATION_SCRIPT_H
#define BEURT_NOTIFICATION_SCRIPT_H

#include "base/strbuf.h"

/* NULL or "" = not known. */
struct script_facts {
	const char *customer;
	const char *car;
	const char *plate;
	const char *garage;
	const char *apk;
	const char *service;
	const char *last_visit;
	const char *amount;
};

void script_fill(const char *words, const struct script_facts *facts, struct strbuf *out);

#endif
