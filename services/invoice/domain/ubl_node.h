/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A UBL document as a plain tree, and the small path language the rules are written in.
 *
 * The reader (intake/ubl_xml.h) builds the tree; everything after it asks by path and
 * knows no XML library. A path is steps joined by '/': `Item/Name`. `//Note` looks at any
 * depth, `*` is any name, `@unitCode` an attribute (last step only), `a|b` either of two
 * paths, and `TaxCategory[TaxScheme/ID=VAT]` or `Party[Contact]` a condition on a child.
 * `~Line`, `~TypeCode` and `~Quantity` stand for the three names in which invoice and
 * credit note differ. Prefixes (cbc, cac) are left out: no two UBL elements differ only
 * in them. Thread: any; a tree is not changed once read.
 */
#ifndef BEURT_INVOICE_DOMAIN_UBL_NODE_H
#define BEURT_INVOICE_DOMAIN_UBL_NODE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/decimal.h"
#include "base/err.h"
#include "base/strbuf.h"

enum ubl_space {
	UBL_ROOT,
	UBL_BASIC,     /* cbc: a value */
	UBL_AGGREGATE, /* cac: a group */
	UBL_FOREIGN,   /* extensions and anything else */
};

struct ubl_attribute {
	const char *name;
	const char *value;
	struct ubl_attribute *next;
};

struct ubl_node {
	const char *name; /* without prefix */
	const char *text; /* own characters, trimmed; "" when none */
	enum ubl_space space;
	int position; /* 1-based among siblings of this name */
	struct ubl_attribute *attributes;
	struct ubl_node *parent;
	struct ubl_node *first;
	struct ubl_node *last;
	struct ubl_node *next;
};

/* The memory of one document. */
struct ubl_tree;

#define UBL_MAX_BYTES ((size_t)8 << 20) /* largest file looked at */
#define UBL_MAX_DEPTH 32
#define UBL_MAX_NODES 200000

struct ubl_tree *ubl_tree_new(void);
void ubl_tree_free(struct ubl_tree *tree);
AUTO_FREE(ubl_tree, ubl_tree_free)
const struct ubl_node *ubl_root(const struct ubl_tree *tree); /* NULL when empty */

/* Building: parent NULL makes the root. Text is copied and trimmed. NULL when the tree is
 * full (UBL_MAX_NODES). */
struct ubl_node *ubl_add(struct ubl_tree *tree, struct ubl_node *parent, const char *name,
			 enum ubl_space space);
void ubl_set_text(struct ubl_tree *tree, struct ubl_node *node, const char *text,
		  size_t len);
void ubl_add_attribute(struct ubl_tree *tree, struct ubl_node *node, const char *name,
		       const char *value);

/* Asking. Every answer is lent by the tree. */
struct ubl_nodes {
	const struct ubl_node **at;
	size_t count;
};

#define UBL_NODES __attribute__((cleanup(ubl_nodes_done))) struct ubl_nodes

struct ubl_nodes ubl_find(const struct ubl_node *from, const char *path);
void ubl_nodes_done(struct ubl_nodes *nodes);
const struct ubl_node *ubl_first(const struct ubl_node *from, const char *path);
/* Trimmed text or attribute of the first match; NULL when absent, "" when empty. */
const char *ubl_text(const struct ubl_node *from, const char *path);
/* As ubl_text, but NULL when empty too. */
const char *ubl_value(const struct ubl_node *from, const char *path);
bool ubl_has(const struct ubl_node *from, const char *path);
size_t ubl_count(const struct ubl_node *from, const char *path);
bool ubl_is(const struct ubl_node *from, const char *path, const char *value);
/* False when absent or not a number. */
bool ubl_number(const struct ubl_node *from, const char *path, struct decimal *ret_value);
/* Sum of all matches that are numbers. */
struct decimal ubl_sum(const struct ubl_node *from, const char *path);
const char *ubl_attribute(const struct ubl_node *node, const char *name);
bool ubl_is_credit_note(const struct ubl_node *root);

/* "/Invoice/cac:InvoiceLine[2]/cbc:ID" */
void ubl_place(const struct ubl_node *node, struct strbuf *out);

#endif
