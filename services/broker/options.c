/* SPDX-License-Identifier: Apache-2.0 */
/* Hides getopt and the checks of every value the embedded broker takes. */
#include "broker/options.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char HELP[] =
	"beurt-broker: an embedded Kafka broker for trying out and testing\n"
	"\n"
	"Usage: beurt-broker [OPTION]...\n"
	"  --port PORT          listen on 127.0.0.1:PORT (9092)\n"
	"  --control-port PORT  obey commands, one line a connection, on this port too\n"
	"  --admin-port PORT    delete records for clients that ask on this port\n"
	"  --port-file FILE     write the port there once clients can connect\n"
	"  --vendor NAME        make topic ingress.invoice.NAME.v1 too; may be repeated\n"
	"  --help, --version\n"
	"\n"
	"Commands on standard input or the control port: down, up, rtt MILLIS, quit.\n"
	"Everything lives in memory: at most 5 MiB a partition, gone when it stops.\n";

static const struct option LONG_OPTIONS[] = {
	{ "port", required_argument, NULL, 'p' },
	{ "control-port", required_argument, NULL, 'c' },
	{ "admin-port", required_argument, NULL, 'a' },
	{ "port-file", required_argument, NULL, 'f' },
	{ "vendor", required_argument, NULL, 'v' },
	{ "help", no_argument, NULL, 'h' },
	{ "version", no_argument, NULL, 'V' },
	{ NULL, 0, NULL, 0 },
};

static int port_from(const char *name, const char *text, uint16_t *ret_port,
		     struct err *err)
{
	char *end = NULL;
	long value = strtol(text, &end, 10);

	if (end == text || *end || value < 1 || value > 65535)
		return err_set(err, ERR_INVALID, "--%s '%s' is not a port (1 to 65535)",
			       name, text);
	*ret_port = (uint16_t)value;
	return 0;
}

static int vendor_add(struct options *options, const char *vendor, struct err *err)
{
	char name[MAX_TOPIC_NAME];

	if (options->vendors_count == MAX_VENDORS)
		return err_set(err, ERR_INVALID, "more than %d vendors", MAX_VENDORS);
	if (options_vendor_topic(vendor, name, err) < 0)
		return -1;
	options->vendors[options->vendors_count++] = vendor;
	return 0;
}

static int option_take(int option, struct options *options, struct err *err)
{
	switch (option) {
	case 'p':
		return port_from("port", optarg, &options->port, err);
	case 'c':
		return port_from("control-port", optarg, &options->control_port, err);
	case 'a':
		return port_from("admin-port", optarg, &options->admin_port, err);
	case 'f':
		options->port_file = optarg;
		return 0;
	case 'v':
		return vendor_add(options, optarg, err);
	case 'h':
		/* lint-ok: fputs: what --help asks for */
		fputs(HELP, stdout);
		return OPTIONS_HELP;
	case 'V':
		/* lint-ok: puts: what --version asks for */
		puts("beurt-broker " BEURT_VERSION);
		return OPTIONS_HELP;
	default:
		return err_set(err, ERR_INVALID, "unknown option; --help lists them");
	}
}

int options_read(int argc, char **argv, struct options *ret_options, struct err *err)
{
	struct options options = { .port = 9092 };
	int option;

	opterr = 0;
	while ((option = getopt_long(argc, argv, "h", LONG_OPTIONS, NULL)) != -1) {
		int answer = option_take(option, &options, err);

		if (answer)
			return answer;
	}
	if (optind < argc)
		return err_set(err, ERR_INVALID, "'%s' is not an option", argv[optind]);
	*ret_options = options;
	return 0;
}

int options_vendor_topic(const char *vendor, char ret_name[MAX_TOPIC_NAME],
			 struct err *err)
{
	static const char WORD[] = "abcdefghijklmnopqrstuvwxyz0123456789-_";
	size_t len = strlen(vendor);

	if (!len || len > 64 || strspn(vendor, WORD) != len)
		return err_set(err, ERR_INVALID,
			       "vendor '%.64s' is not 1 to 64 of a-z 0-9 - _", vendor);
	snprintf(ret_name, MAX_TOPIC_NAME, "ingress.invoice.%s.v1", vendor);
	return 0;
}

static int port_write(FILE *file, uint16_t port)
{
	/* lint-ok: fprintf: into the port file, not a log */
	int written = fprintf(file, "%u\n", port);

	return fclose(file) == 0 && written > 0 ? 0 : -1;
}

int options_write_port_file(const struct options *options, struct err *err)
{
	char draft[4096];
	FILE *file;

	if (!options->port_file)
		return 0;
	if (snprintf(draft, sizeof(draft), "%s.new", options->port_file) >=
	    (int)sizeof(draft))
		return err_set(err, ERR_INVALID, "--port-file is too long");
	file = fopen(draft, "we");
	if (!file || port_write(file, options->port) < 0 ||
	    rename(draft, options->port_file) < 0)
		return err_set(err, ERR_BROKEN, "cannot write --port-file %s",
			       options->port_file);
	return 0;
}
