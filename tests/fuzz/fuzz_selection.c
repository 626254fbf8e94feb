/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Any bytes as a selection.
 *
 * What is accepted is within its limits: every sentence has a field and an operator that
 * go together and values of that field; groups close in order. What is not is refused as
 * invalid, with its place.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "reminder/domain/selection.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool truth)
{
	if (!truth)
		abort();
}

static bool goes_with(const struct selection_node *node)
{
	const struct selection_field *field = selection_field(node->field);

	for (size_t i = 0; i < SELECTION_PHRASES; i++)
		if (field->phrases[i].op == node->op && node->op != OPERATOR_NONE)
			return true;
	return false;
}

static void is_sound(const struct selection *made)
{
	must(made->nodes_count > 0 && made->nodes_count <= SELECTION_NODES);
	must(made->nodes[0].is_group && made->nodes[0].end == made->nodes_count);
	for (size_t i = 0; i < made->nodes_count; i++) {
		const struct selection_node *node = &made->nodes[i];

		must(node->end > i && node->end <= made->nodes_count);
		if (node->is_group)
			continue;
		must(goes_with(node));
		must(node->values_from + node->values_count <= made->values_count);
		must(node->values_count > 0 || node->op == OPERATOR_PASSED);
		must(node->months >= 0 && node->months <= SELECTION_MONTHS);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct selection *made = NULL;
	struct err err = { .kind = ERR_NONE };

	if (selection_parse((struct slice){ (const char *)data, size }, &made, &err) <
	    0) {
		must(err.kind == ERR_INVALID && err.text[0] == '/');
		return 0;
	}
	is_sound(made);
	selection_free(made);
	return 0;
}
