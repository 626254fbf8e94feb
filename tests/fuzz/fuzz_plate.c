/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Any bytes as a plate.
 *
 * What is valid has a form of its own that reads as itself, with dashes or without; what
 * is not has no side code; every doubt has its word.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/plate.h"
#include "base/text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool truth)
{
	if (!truth)
		abort();
}

static void reads_as(const char *text, const struct plate *plate)
{
	struct plate again = plate_read(text);

	must(again.valid == plate->valid && again.sidecode == plate->sidecode);
	must(strcmp(again.normalised, plate->normalised) == 0);
	must(strcmp(again.formatted, plate->formatted) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct plate plate = plate_read_n((struct slice){ (const char *)data, size });

	must(plate.warnings_count >= 0 && plate.warnings_count <= PLATE_WARNINGS);
	for (int i = 0; i < plate.warnings_count; i++)
		must(plate.warnings[i] && plate.warnings[i][0]);
	must(text_is_clean(slice_of(plate.normalised)));
	must(text_is_clean(slice_of(plate.formatted)));
	must(plate.sidecode >= 0 && plate.sidecode <= 14);
	if (!plate.valid)
		return 0;
	reads_as(plate.normalised, &plate);
	reads_as(plate.formatted, &plate);
	return 0;
}
