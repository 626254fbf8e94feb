/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the compiler hands to the renderer: a flat list of nodes in the order of the text.
 *
 * A section's inner nodes follow it up to `end`, so neither side needs a tree. Inner
 * header of text/: nobody else includes it. Thread: any.
 */
#ifndef BEURT_TEXT_MUSTACHE_NODES_H
#define BEURT_TEXT_MUSTACHE_NODES_H

#include "text/mustache.h"

enum node_kind {
	NODE_TEXT,
	NODE_VARIABLE,
	NODE_RAW,
	NODE_SECTION,
	NODE_INVERTED,
	NODE_PARTIAL,
};

struct node {
	enum node_kind kind;
	bool line_start;     /* the partial's indentation goes before it */
	struct slice text;   /* the text, or the name in the tag */
	struct slice indent; /* a partial alone on its line: what stands before it */
	size_t end;          /* sections: index of the first node after them */
};

struct mustache {
	char *source; /* the nodes' slices point into it */
	struct node *nodes;
	size_t count;
	size_t cap;
};

#define MUSTACHE_SECTIONS_DEEP 32
#define MUSTACHE_PARTIALS_DEEP 16

#endif
