/* SPDX-License-Identifier: Apache-2.0 */
/* What the embedded broker is asked for on its command line. Thread: main. */
#ifndef BEURT_BROKER_OPTIONS_H
#define BEURT_BROKER_OPTIONS_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

#define MAX_VENDORS        64
#define MAX_TOPIC_NAME     128
#define INGRESS_PARTITIONS 6
#define OPTIONS_HELP       1

struct options {
	uint16_t port;
	uint16_t control_port; /* 0 = standard input only */
	uint16_t admin_port;   /* where records are deleted; 0 = nowhere */
	const char *port_file; /* written once the broker answers; NULL = none */
	const char *vendors[MAX_VENDORS]; /* more ingress.invoice.<vendor>.v1 topics */
	size_t vendors_count;
};

/* 0, OPTIONS_HELP after printing the help, or -1. The texts live in argv. */
MUST_CHECK int options_read(int argc, char **argv, struct options *ret_options,
			    struct err *err);
/* "ingress.invoice.<vendor>.v1"; ERR_INVALID for a vendor that is no topic word. */
MUST_CHECK int options_vendor_topic(const char *vendor, char ret_name[MAX_TOPIC_NAME],
				    struct err *err);
/* The port as text, put in place at once (renamed), so that a reader never sees half. */
MUST_CHECK int options_write_port_file(const struct options *options, struct err *err);

#endif
