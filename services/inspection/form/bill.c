/* SPDX-License-Identifier: Apache-2.0 */
/* domain.md 3d-12: read-only after posting, and flagged above 110 % of the estimate. */
#include "inspection/form/bill.h"

#include <string.h>

#include "inspection/domain/price.h"
#include "inspection/form/answer.h"

static int unpost(struct sheet *sheet, struct err *err)
{
	if (!uuid_is_set(&sheet->row.invoiced_visit))
		return 0;
	sheet->row.invoiced_visit = (struct uuid){ "" };
	sheet->row.invoiced_at = NO_INSTANT;
	sheet->row.has_over_estimate = sheet->row.over_estimate = false;
	return sheet_close(sheet, err);
}

/* A line without a price was approved: then there is no estimate to compare with. */
static int judge(const struct sheet *sheet, int64_t billed, bool *ret_has, bool *ret_over,
		 struct err *err)
{
	struct approved approved;

	if (answers_approved(sheet, &approved, err) < 0)
		return -1;
	*ret_has = approved.cents > 0 && !approved.has_open;
	*ret_over = *ret_has && price_is_over_estimate(billed, approved.cents);
	return 0;
}

int bill_form(struct sheet *sheet, const struct bill *bill, struct err *err)
{
	struct form_row *row = &sheet->row;
	bool posted = instant_is_set(row->invoiced_at), has, over;

	if (bill->voided)
		return unpost(sheet, err);
	if (judge(sheet, bill->net_cents, &has, &over, err) < 0)
		return -1;
	if (posted && has == row->has_over_estimate && over == row->over_estimate)
		return 0;
	if (!posted)
		row->invoiced_at = tx_now(sheet->tx);
	row->invoiced_visit = bill->visit;
	row->has_over_estimate = has;
	row->over_estimate = over;
	return sheet_close(sheet, err);
}
