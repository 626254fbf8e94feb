/* SPDX-License-Identifier: Apache-2.0 */
/* Every status meets every step. */
#include "inspection/domain/progress.h"
#include "unit.h"

#define NO PROGRESS_NONE /* refused */

static void every_step_from_every_status(void **state)
{
	static const enum progress after[PROGRESS_DISCARDED + 1][STEP_DISCARD + 1] = {
		[PROGRESS_FILLING] = { NO, PROGRESS_FILLING, PROGRESS_SAVED, NO, NO, NO,
				       NO, PROGRESS_DISCARDED },
		[PROGRESS_SAVED] = { NO, PROGRESS_SAVED, PROGRESS_SAVED, PROGRESS_SENT,
				     PROGRESS_OPENED, PROGRESS_ANSWERED, PROGRESS_DONE,
				     NO },
		[PROGRESS_SENT] = { NO, PROGRESS_SENT, PROGRESS_SENT, PROGRESS_SENT,
				    PROGRESS_OPENED, PROGRESS_ANSWERED, PROGRESS_DONE,
				    NO },
		[PROGRESS_OPENED] = { NO, PROGRESS_OPENED, PROGRESS_OPENED,
				      PROGRESS_OPENED, PROGRESS_OPENED, PROGRESS_ANSWERED,
				      PROGRESS_DONE, NO },
		[PROGRESS_ANSWERED] = { NO, PROGRESS_ANSWERED, PROGRESS_ANSWERED,
					PROGRESS_ANSWERED, PROGRESS_ANSWERED,
					PROGRESS_ANSWERED, PROGRESS_DONE, NO },
		[PROGRESS_DONE] = { NO, PROGRESS_DONE, PROGRESS_DONE, PROGRESS_DONE,
				    PROGRESS_DONE, PROGRESS_DONE, PROGRESS_DONE, NO },
		[PROGRESS_DISCARDED] = { NO, NO, NO, NO, NO, NO, NO, NO },
	};

	(void)state;
	for (int now = PROGRESS_FILLING; now <= PROGRESS_DISCARDED; now++)
		for (int step = STEP_EDIT; step <= STEP_DISCARD; step++) {
			enum progress next = PROGRESS_NONE;
			struct err err = { 0 };
			int gave = progress_after((enum progress)now, (enum step)step,
						  &next, &err);

			expect_number(progress_name((enum progress)now), next,
				      after[now][step]);
			expect_number("refused as a conflict", err.kind,
				      gave < 0 ? ERR_CONFLICT : ERR_NONE);
		}
}

static void names_are_read_back(void **state)
{
	(void)state;
	for (int now = PROGRESS_FILLING; now <= PROGRESS_DISCARDED; now++)
		expect_number("same", progress_from(progress_name((enum progress)now)),
			      now);
	expect_number("unknown", progress_from("lost"), PROGRESS_NONE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_step_from_every_status),
		cmocka_unit_test(names_are_read_back),
	};

	return cmocka_run_group_tests_name("inspection/domain/progress", tests, NULL,
					   NULL);
}
