/* SPDX-License-Identifier: Apache-2.0 */
/* What the pages of a registration say about the car. */
#include "gateway/store_car.h"

#include "base/text.h"

/* clang-format off */
static const char SQL_CAR[] =
	"SELECT coalesce(v.j ->> 'plate_formatted', v.j ->> 'plate', ''),"
	" coalesce(v.j ->> 'make', ''), coalesce(v.j ->> 'model', ''),"
	" coalesce(c.email, ''), coalesce(c.mobile, ''), coalesce(c.language, '')"
	" FROM (SELECT dealer, ('{' || card || '}')::jsonb AS j FROM gateway.vehicle"
	"  WHERE vehicle_id = $1) v"
	" LEFT JOIN gateway.customer c ON c.dealer = v.dealer AND c.customer_id = $2";
/* clang-format on */

int store_car_facts(struct tx *tx, const struct uuid *vehicle,
		    const struct uuid *customer, struct car_facts *ret_facts,
		    struct err *err)
{
	AUTO(rows) *rows = NULL;
	if (tx_rows(tx, SQL_CAR, ARGS(arg_uuid(vehicle), arg_uuid(customer)), &rows,
		    err) < 0)
		return -1;
	if (rows_count(rows) == 0)
		return err_set(err, ERR_ABSENT, "there is no vehicle %s", vehicle->text);
	text_copy(ret_facts->plate, sizeof(ret_facts->plate), row_text(rows, 0, 0));
	text_copy(ret_facts->make, sizeof(ret_facts->make), row_text(rows, 0, 1));
	text_copy(ret_facts->model, sizeof(ret_facts->model), row_text(rows, 0, 2));
	text_copy(ret_facts->email, sizeof(ret_facts->email), row_text(rows, 0, 3));
	text_copy(ret_facts->mobile, sizeof(ret_facts->mobile), row_text(rows, 0, 4));
	text_copy(ret_facts->language, sizeof(ret_facts->language), row_text(rows, 0, 5));
	return 0;
}
