/* SPDX-License-Identifier: Apache-2.0 */
/* From cars to plates. A car without a country is Dutch, as invoices leave it out. */
#include "fleet/register/hear.h"

#include <string.h>

#include "base/mem.h"
#include "fleet/domain/register_facts.h"
#include "fleet/store_register.h"

#define PLATE_LENGTH 6 /* every plate of the register has six characters */

static bool is_asked_for(const struct vehicle_state *car)
{
	return car->plate && strlen(car->plate) == PLATE_LENGTH && car->has_plate_valid &&
	       car->plate_valid && (!car->country || strcmp(car->country, "NL") == 0) &&
	       register_code_is_safe(car->plate);
}

int register_hear_vehicles(struct tx *tx, const struct vehicle_state *const *list,
			   size_t count, struct err *err)
{
	const char **plates = mem_alloc((count + 1) * sizeof(*plates));
	size_t wanted = 0;
	int failed = 0;

	for (size_t i = 0; i < count; i++) {
		if (is_asked_for(list[i]))
			plates[wanted++] = list[i]->plate;
	}
	if (wanted > 0)
		failed = store_register_hear(tx, plates, wanted, err);
	mem_free(plates);
	return failed;
}
