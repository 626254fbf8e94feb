/* SPDX-License-Identifier: Apache-2.0 */
/* What a checklist must be: its points become paths of fields. Pure. */
#include <string.h>

#include "inspection/domain/path.h"
#include "inspection/domain/threshold.h"
#include "inspection/form/checklist.h"

static int bad(size_t i, const char *cure, struct err *err)
{
	return err_set_code(err, ERR_INVALID, "CHECKLIST_INVALID", "/points/%zu: %s", i,
			    cure);
}

static bool position_is_valid(const char *position)
{
	return !strchr(position, '/') && strcmp(position, "-") != 0;
}

static int check_positions(const struct wire_checklist_point *point, size_t i,
			   struct err *err)
{
	for (size_t p = 0; p < point->positions_count; p++) {
		if (!position_is_valid(point->positions[p]))
			return bad(i, "a position is a name without '/', not '-'", err);
		for (size_t k = 0; k < p; k++)
			if (strcmp(point->positions[k], point->positions[p]) == 0)
				return bad(i, "a position stands there twice", err);
	}
	return 0;
}

static int check_point(const struct wire_checklist_point *points, size_t i,
		       struct err *err)
{
	const struct wire_checklist_point *point = &points[i];
	struct limits limits = { point->advice_below, point->necessary_below,
				 point->advice_above, point->necessary_above };
	bool measured = point->unit && point->unit[0];

	if (!path_id_is_valid(point->point_id))
		return bad(i, "point_id is small letters, digits, '_' and '-'", err);
	for (size_t k = 0; k < i; k++)
		if (strcmp(points[k].point_id, point->point_id) == 0)
			return bad(i, "point_id stands there twice", err);
	if (threshold_check(&limits, err) < 0)
		return err_prefix(err, "/points/%zu: ", i);
	if (!measured && (limits.advice_below || limits.necessary_below ||
			  limits.advice_above || limits.necessary_above))
		return bad(i, "limits need a unit to measure in", err);
	return check_positions(point, i, err);
}

int checklist_check(const struct wire_checklist_point *points, size_t count,
		    struct err *err)
{
	if (count == 0)
		return err_set_code(err, ERR_INVALID, "CHECKLIST_INVALID",
				    "/points is empty: a checklist has a point at least");
	for (size_t i = 0; i < count; i++)
		if (check_point(points, i, err) < 0)
			return -1;
	return 0;
}
