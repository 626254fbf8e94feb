/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Writing to the terminal. A write that fails (the reader of a pipe went away) ends in
 * silence: there is nobody left to tell.
 */
#include "ctl/terminal.h"

#include <stdarg.h>
#include <stdio.h>

void terminal_say(const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	(void)vdprintf(1, fmt, args);
	va_end(args);
}

void terminal_complain(const char *fmt, ...)
{
	char text[1000];
	va_list args;

	va_start(args, fmt);
	(void)vsnprintf(text, sizeof(text), fmt, args);
	va_end(args);
	(void)dprintf(2, "beurt-ctl: %s\n", text);
}
