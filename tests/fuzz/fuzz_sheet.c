/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Any bytes as a file that a connector drops: rows lie on lines that follow each other
 * and each has every column of the header; what cannot be read is refused with a code.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "gateway/connect/sheet.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool truth)
{
	if (!truth)
		abort();
}

/* A name of the header as it may stand there: the file's first word. */
static char *first_name(const uint8_t *data, size_t size)
{
	size_t len = 0;

	while (len < size && !strchr(",;\"\r\n", data[len]))
		len++;
	return mem_text_n((const char *)data, len);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct err err = { .kind = ERR_NONE };
	AUTO(sheet) *sheet = NULL;
	AUTO_TEXT *name = first_name(data, size);
	size_t line = 1;

	if (sheet_open((struct slice){ (const char *)data, size }, &sheet, &err) < 0) {
		must(err.kind == ERR_INVALID && err.code[0] && err.text[0]);
		return 0;
	}
	must(sheet_rows(sheet) <= SHEET_ROWS_MOST);
	for (size_t row = 0; row < sheet_rows(sheet); row++) {
		const char *field = sheet_field(sheet, row, name);

		must(sheet_line(sheet, row) > line);
		line = sheet_line(sheet, row);
		must(!field || strlen(field) <= size);
		must((field == NULL) == (sheet_field(sheet, 0, name) == NULL));
	}
	return 0;
}
