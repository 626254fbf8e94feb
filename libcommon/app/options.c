/* SPDX-License-Identifier: Apache-2.0 */
/* --help, --version and --check-config, the same for every service. */
#include "app/options.h"

#include <getopt.h>
#include <unistd.h>

#include "sys/file.h"

#define MAX_TEXT   (64u << 10)
#define EXIT_USAGE 2

static void print(int fd, const struct strbuf *text)
{
	if (text->len &&
	    file_write_all(fd, (struct slice){ text->text, text->len }, NULL) < 0)
		return; /* nobody listens */
}

static void print_help(const struct app *app)
{
	STRBUF_AUTO out = strbuf_new(MAX_TEXT);
	strbuf_addf(&out,
		    "beurt-%s: %s\n\n"
		    "Usage: beurt-%s [--help] [--version] [--check-config]\n\n"
		    "Runs until SIGTERM. Settings come from the environment:\n\n",
		    app->service, app->purpose, app->service);
	knobs_print_help(app->knobs, app->knobs_count, &out);
	print(STDOUT_FILENO, &out);
}

static void print_version(const struct app *app)
{
	STRBUF_AUTO out = strbuf_new(200);
	strbuf_addf(&out, "beurt-%s %s\n", app->service, BEURT_VERSION);
	print(STDOUT_FILENO, &out);
}

static int check_config(const struct app *app)
{
	STRBUF_AUTO out = strbuf_new(MAX_TEXT);
	size_t wrong = knobs_check(app->knobs, app->knobs_count, &out);
	if (wrong == 0)
		strbuf_add(&out, "configuration is complete\n");
	print(wrong ? STDERR_FILENO : STDOUT_FILENO, &out);
	return wrong ? EXIT_USAGE : 0;
}

bool options_read_knobs(const struct app *app)
{
	STRBUF_AUTO out = strbuf_new(MAX_TEXT);
	struct err err = { 0 };
	if (knobs_read(app->knobs, app->knobs_count, app->knobs_into, &err) == 0)
		return true;
	if (knobs_check(app->knobs, app->knobs_count, &out) == 0)
		strbuf_addf(&out, "%s\n", err.text);
	print(STDERR_FILENO, &out);
	return false;
}

static const struct option OPTIONS[] = {
	{ "help", no_argument, NULL, 'h' },
	{ "version", no_argument, NULL, 'v' },
	{ "check-config", no_argument, NULL, 'c' },
	{ 0 },
};

bool options_handle(const struct app *app, int argc, char **argv, int *ret_code)
{
	int option = getopt_long(argc, argv, "", OPTIONS, NULL);
	*ret_code = 0;
	if (option == -1 && optind == argc)
		return false;
	if (option == 'h') {
		print_help(app);
	} else if (option == 'v') {
		print_version(app);
	} else if (option == 'c') {
		*ret_code = check_config(app);
	} else {
		print_help(app);
		*ret_code = EXIT_USAGE;
	}
	return true;
}
