/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Carries the interface's description inside the program: the assembler takes the file
 * in.
 */
#include "gateway/openapi.h"

__asm__(".pushsection .rodata\n"
	".global openapi_file\n"
	".global openapi_file_end\n"
	"openapi_file:\n"
	".incbin \"proto/openapi/gateway.json\"\n"
	"openapi_file_end:\n"
	".byte 0\n"
	".popsection\n");

extern const char openapi_file[] __attribute__((visibility("hidden")));
extern const char openapi_file_end[] __attribute__((visibility("hidden")));

struct slice openapi_text(void)
{
	return (struct slice){ openapi_file, (size_t)(openapi_file_end - openapi_file) };
}
