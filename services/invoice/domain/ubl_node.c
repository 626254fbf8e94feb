/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The tree's memory: everything lives in blocks that go together, because a document is
 * read, judged and dropped as a whole.
 */
#include "invoice/domain/ubl_node.h"

#include <string.h>

#include "base/slice.h"

enum { BLOCK_BYTES = 64 << 10 };

struct block {
	struct block *next;
	size_t used;
	size_t size;
	char bytes[];
};

struct ubl_tree {
	struct block *blocks;
	struct ubl_node *root;
	size_t nodes;
};

struct ubl_tree *ubl_tree_new(void)
{
	return mem_alloc(sizeof(struct ubl_tree));
}

void ubl_tree_free(struct ubl_tree *tree)
{
	if (!tree)
		return;
	while (tree->blocks) {
		struct block *block = tree->blocks;

		tree->blocks = block->next;
		mem_free(block);
	}
	mem_free(tree);
}

const struct ubl_node *ubl_root(const struct ubl_tree *tree)
{
	return tree->root;
}

static void *take_bytes(struct ubl_tree *tree, size_t size)
{
	size_t rounded = (size + 15) & ~(size_t)15;
	struct block *block = tree->blocks;

	if (!block || block->size - block->used < rounded) {
		size_t room = rounded > BLOCK_BYTES ? rounded : BLOCK_BYTES;

		block = mem_alloc(sizeof(*block) + room);
		block->size = room;
		block->next = tree->blocks;
		tree->blocks = block;
	}
	void *bytes = block->bytes + block->used;

	block->used += rounded;
	return bytes;
}

static const char *keep_text(struct ubl_tree *tree, const char *text, size_t len)
{
	if (len == 0)
		return "";
	char *copy = take_bytes(tree, len + 1);

	memcpy(copy, text, len);
	copy[len] = '\0';
	return copy;
}

static int next_position(const struct ubl_node *parent, const char *name)
{
	int position = 1;

	/* Siblings of one name stand together nearly always: look at the last first. */
	if (parent->last && strcmp(parent->last->name, name) == 0)
		return parent->last->position + 1;
	for (const struct ubl_node *node = parent->first; node; node = node->next) {
		if (strcmp(node->name, name) == 0)
			position = node->position + 1;
	}
	return position;
}

struct ubl_node *ubl_add(struct ubl_tree *tree, struct ubl_node *parent, const char *name,
			 enum ubl_space space)
{
	if (tree->nodes >= UBL_MAX_NODES)
		return NULL;
	tree->nodes++;
	struct ubl_node *node = take_bytes(tree, sizeof(*node));

	*node = (struct ubl_node){ .name = keep_text(tree, name, strlen(name)),
				   .text = "",
				   .space = space,
				   .position = 1,
				   .parent = parent };
	if (!parent) {
		tree->root = node;
		return node;
	}
	node->position = next_position(parent, name);
	if (parent->last)
		parent->last->next = node;
	else
		parent->first = node;
	parent->last = node;
	return node;
}

void ubl_set_text(struct ubl_tree *tree, struct ubl_node *node, const char *text,
		  size_t len)
{
	struct slice trimmed = slice_trim((struct slice){ text, len });

	node->text = keep_text(tree, trimmed.at, trimmed.len);
}

void ubl_add_attribute(struct ubl_tree *tree, struct ubl_node *node, const char *name,
		       const char *value)
{
	struct ubl_attribute *attribute = take_bytes(tree, sizeof(*attribute));
	struct slice trimmed = slice_trim(slice_of(value));

	attribute->name = keep_text(tree, name, strlen(name));
	attribute->value = keep_text(tree, trimmed.at, trimmed.len);
	attribute->next = node->attributes;
	node->attributes = attribute;
}

const char *ubl_attribute(const struct ubl_node *node, const char *name)
{
	for (const struct ubl_attribute *a = node->attributes; a; a = a->next) {
		if (strcmp(a->name, name) == 0)
			return a->value;
	}
	return NULL;
}

bool ubl_is_credit_note(const struct ubl_node *root)
{
	return strcmp(root->name, "CreditNote") == 0;
}

static bool has_namesakes(const struct ubl_node *node)
{
	if (node->position > 1)
		return true;
	for (const struct ubl_node *n = node->next; n; n = n->next) {
		if (strcmp(n->name, node->name) == 0)
			return true;
	}
	return false;
}

void ubl_place(const struct ubl_node *node, struct strbuf *out)
{
	static const char *const prefixes[] = { "", "cbc:", "cac:", "ext:" };

	if (node->parent)
		ubl_place(node->parent, out);
	strbuf_addf(out, "/%s%s", prefixes[node->space], node->name);
	if (node->parent && has_namesakes(node))
		strbuf_addf(out, "[%d]", node->position);
}
