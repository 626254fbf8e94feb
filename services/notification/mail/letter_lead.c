/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The garage reads whom to call and what about; the person reads which garage has it.
 * What somebody typed is escaped by the templates.
 */
#include "notification/mail/letter_lead.h"

#include <stdio.h>

#include "notification/mail/letter_data.h"

#define FLAG_TEXT 40

static void set_given(struct value *object, const char *name, const char *text)
{
	if (text && *text)
		value_set_text(object, name, text);
}

static int add_wish(const struct letter_tree *tree, enum wire_lead_wish wish,
		    struct err *err)
{
	char flag[FLAG_TEXT];

	if (!wish)
		return 0;
	snprintf(flag, sizeof(flag), "for_%.30s", wire_lead_wish_word(wish));
	value_set_bool(value_set_object(tree->data, "wish"), flag, true);
	if (letter_set_line(tree->templates, tree->data, "wish_line", "lead_wish.line",
			    err) < 0)
		return -1;
	letter_add_fact(tree->facts, "is_wish",
			value_text(value_member(tree->data, slice_of("wish_line"))));
	return 0;
}

static int set_lead(const struct letter_tree *tree, struct err *err)
{
	const struct notification_requested_params_lead *in = tree->letter->form->lead;
	struct value *lead = value_set_object(tree->data, "lead");
	struct value *garages = value_set_list(lead, "garages");

	set_given(lead, "name", in->name);
	set_given(lead, "remark", in->remark);
	for (size_t i = 0; i < in->garages_count; i++)
		value_set_text(value_add_object(garages), "garage_name", in->garages[i]);
	if (in->email || in->phone)
		letter_add_fact(tree->facts, "is_name", in->name);
	letter_add_fact(tree->facts, "is_phone", in->phone);
	letter_add_fact(tree->facts, "is_email", in->email);
	return add_wish(tree, in->wish, err);
}

static void set_feedback(const struct letter_tree *tree)
{
	const struct notification_requested_params_feedback *in =
		tree->letter->form->feedback;
	struct value *feedback = value_set_object(tree->data, "feedback");

	set_given(feedback, "text", in->text);
	set_given(feedback, "answer", in->answer);
	letter_add_fact(tree->facts, "is_kind", in->kind);
	letter_add_fact(tree->facts, "is_screen", in->screen);
	letter_add_fact(tree->facts, "is_login", in->login);
}

int letter_set_lead(const struct letter_tree *tree, struct err *err)
{
	const struct notification_requested_params *form = tree->letter->form;

	value_set_bool(tree->data, "is_prospect", form->prospect);
	if (form->feedback)
		set_feedback(tree);
	return form->lead ? set_lead(tree, err) : 0;
}
