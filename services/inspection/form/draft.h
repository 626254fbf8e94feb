/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Making a form and writing into its draft. Thread: flow's.
 */
#ifndef BEURT_INSPECTION_FORM_DRAFT_H
#define BEURT_INSPECTION_FORM_DRAFT_H

#include "gen/inspection_edit.h"
#include "gen/inspection_open.h"
#include "inspection/form/sheet.h"

/*
 * Make the form and fill in what the prefill says; a form of that id that is there
 * already is left as it is. *ret_version: of inspection.state.
 */
MUST_CHECK int draft_open(const struct sheet_request *request,
			  const struct inspection_open *msg, int64_t *ret_version,
			  struct err *err);

/* Apply the writes that were not heard before, in their order. All or none. */
MUST_CHECK int draft_edit(const struct sheet_request *request,
			  const struct inspection_edit *msg, int64_t *ret_version,
			  struct err *err);

/* After the fields changed: the car and the customer they name, and the day. */
MUST_CHECK int draft_recognise(struct sheet *sheet, struct err *err);

#endif
