/* SPDX-License-Identifier: Apache-2.0 */
/* Everything a batch changed, written kind by kind. */
#include "invoice/store.h"

int taking_save(struct taking *batch, struct err *err)
{
	if (batch->count == 0)
		return 0;
	if (store_save_records(batch, err) < 0 || store_save_invoices(batch, err) < 0 ||
	    store_save_lines(batch, err) < 0 || store_save_customers(batch, err) < 0)
		return -1;
	if (store_save_vehicles(batch, err) < 0)
		return -1;
	return store_save_visits(batch, err);
}
