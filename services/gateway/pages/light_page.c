/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Lights as a customer sees them: by colour, the most pressing first. What to do comes
 * with the garage's number; an appointment is offered where the tree says so, never where
 * it says to stop.
 */
#include "gateway/pages/light_page.h"

#include <stdio.h>
#include <string.h>

#include "gateway/pages/parts.h"

#define WORD_TEXT 40

static const struct {
	const char *word;
	unsigned fuels;
} FUELS[] = {
	{ "petrol", LIGHT_PETROL },
	{ "diesel", LIGHT_DIESEL },
	{ "electric", LIGHT_ELECTRIC },
};

unsigned page_light_fuels(const char *fuel)
{
	for (size_t i = 0; i < COUNT_OF(FUELS); i++) {
		if (strcmp(FUELS[i].word, fuel) == 0)
			return FUELS[i].fuels;
	}
	return LIGHT_PETROL | LIGHT_DIESEL | LIGHT_ELECTRIC;
}

static void set_place(struct value *data, const struct page_light_place *place)
{
	value_set_text(data, "base", place->base);
	value_set_text(data, "home", place->home);
	value_set_text(data, "keep", place->garage);
}

static const char *colour_word(enum tongue tongue, enum light_colour colour)
{
	return page_word(tongue, light_colour_word(colour));
}

static void set_light(struct value *item, enum tongue tongue, const struct light *light)
{
	value_set_text(item, "id", light->id);
	value_set_text(item, "name", light->name[tongue]);
	value_set_text(item, "colour", light_colour_word(light->colour));
	value_set_text(item, "colour_word", colour_word(tongue, light->colour));
	value_set_text(item, "picture", light->picture);
}

static bool is_shown(const struct light *light, const struct page_lights *view)
{
	return (light->fuels & page_light_fuels(view->fuel)) &&
	       light_matches(light, view->search);
}

static bool add_colour(struct value *groups, const struct page_frame *frame,
		       const struct page_lights *view, enum light_colour colour)
{
	struct value *list = NULL;
	char name[WORD_TEXT];

	for (size_t i = 0; i < lights_count; i++) {
		if (lights[i].colour != colour || !is_shown(&lights[i], view))
			continue;
		if (!list) {
			struct value *group = value_add_object(groups);

			snprintf(name, sizeof(name), "light_%s",
				 light_colour_word(colour));
			value_set_text(group, "heading", page_word(frame->tongue, name));
			list = value_set_list(group, "lights");
		}
		set_light(value_add_object(list), frame->tongue, &lights[i]);
	}
	return list != NULL;
}

static void set_fuels(struct value *data, const struct page_frame *frame,
		      const char *chosen)
{
	struct value *list = value_set_list(data, "fuels");

	for (size_t i = 0; i < COUNT_OF(FUELS); i++) {
		struct value *fuel = value_add_object(list);

		value_set_text(fuel, "word", FUELS[i].word);
		value_set_text(fuel, "text", page_word(frame->tongue, FUELS[i].word));
		value_set_bool(fuel, "chosen", strcmp(FUELS[i].word, chosen) == 0);
	}
}

int page_lights_write(const struct page_frame *frame, const struct page_lights *view,
		      struct strbuf *out, struct err *err)
{
	AUTO(value) *data = page_begin(frame, page_word(frame->tongue, "light_title"));
	struct value *groups = value_set_list(data, "groups");
	bool any = false;

	set_place(data, &view->place);
	value_set_text(data, "search", view->search);
	set_fuels(data, frame, view->fuel);
	for (int colour = 0; colour < LIGHT_COLOURS; colour++) {
		if (add_colour(groups, frame, view, (enum light_colour)colour))
			any = true;
	}
	value_set_bool(data, "none", !any);
	return page_templates_fill(frame->templates, "lights", data, out, err);
}

/* What was asked and answered on the way, and the address to answer it anew. */
static void set_given(struct value *data, enum tongue tongue,
		      const struct page_light *view)
{
	struct value *list = value_set_list(data, "given");
	char before[LIGHT_PATH_MAX + 1] = "";

	for (size_t i = 0; view->path[i]; i++) {
		const struct light_node *node = light_walk(view->light, before);
		struct value *item = value_add_object(list);
		int answer = view->path[i] - '0';

		value_set_text(item, "question", node->texts[tongue]);
		value_set_text(item, "answer", node->answers[answer].texts[tongue]);
		before[i] = view->path[i];
		before[i + 1] = '\0';
	}
	value_set_bool(data, "has_given", view->path[0] != '\0');
}

static void set_question(struct value *data, enum tongue tongue,
			 const struct page_light *view, const struct light_node *node)
{
	struct value *question = value_set_object(data, "question");
	struct value *answers = value_set_list(question, "answers");
	char path[LIGHT_PATH_MAX + 2];

	value_set_text(question, "text", node->texts[tongue]);
	for (int i = 0; i < node->answers_count; i++) {
		struct value *answer = value_add_object(answers);

		snprintf(path, sizeof(path), "%.8s%c", view->path, '0' + i);
		value_set_text(answer, "path", path);
		value_set_text(answer, "text", node->answers[i].texts[tongue]);
	}
}

static void set_book(struct value *end, const struct page_light *view)
{
	STRBUF_AUTO url = strbuf_new(600);

	strbuf_addf(&url, "%slight=%s&path=%s%s", view->place.book, view->light->id,
		    view->path, view->place.book_end ? view->place.book_end : "");
	value_set_text(end, "book", url.text);
}

static void set_end(struct value *data, enum tongue tongue, const struct page_light *view,
		    const struct light_node *node)
{
	static const char *const MARKS[] = {
		[LIGHT_STOP] = "is_stop",
		[LIGHT_DAYS] = "is_days",
		[LIGHT_WAIT] = "is_wait",
	};
	static const char *const URGENCIES[] = {
		[LIGHT_STOP] = "light_stop",
		[LIGHT_DAYS] = "light_days",
		[LIGHT_WAIT] = "light_wait",
	};
	struct value *end = value_set_object(data, "end");
	struct value *steps = value_set_list(end, "steps");

	value_set_bool(end, MARKS[node->urgency], true);
	value_set_text(end, "urgency", page_word(tongue, URGENCIES[node->urgency]));
	value_set_text(end, "text", node->texts[tongue]);
	for (int i = 0; i < node->steps_count; i++) {
		struct value *step = value_add_object(steps);

		value_set_text(step, "text", node->steps[i][tongue]);
	}
	value_set_bool(end, "calls", node->then == LIGHT_CALL);
	if (node->urgency != LIGHT_STOP && node->then != LIGHT_SELF && view->place.book)
		set_book(end, view);
}

int page_light_write(const struct page_frame *frame, const struct page_light *view,
		     struct strbuf *out, struct err *err)
{
	const struct light *light = view->light;
	const struct light_node *node = light_walk(light, view->path);

	if (!node)
		return err_set(err, ERR_ABSENT, "there is no such answer");
	AUTO(value) *data = page_begin(frame, light->name[frame->tongue]);
	set_place(data, &view->place);
	set_light(data, frame->tongue, light);
	value_set_text(data, "meaning", light->meaning[frame->tongue]);
	set_given(data, frame->tongue, view);
	if (node->answers_count > 0)
		set_question(data, frame->tongue, view, node);
	else
		set_end(data, frame->tongue, view, node);
	return page_templates_fill(frame->templates, "light", data, out, err);
}

void page_light_complaint(enum tongue tongue, const char *id, const char *path,
			  struct strbuf *out)
{
	const struct light *light = light_find(id);
	char before[LIGHT_PATH_MAX + 1] = "";

	if (!light || !light_walk(light, path))
		return;
	strbuf_addf(out, "%s %s (%s).", page_word(tongue, "light_complaint"),
		    light->name[tongue], colour_word(tongue, light->colour));
	for (size_t i = 0; path[i]; i++) {
		const struct light_node *node = light_walk(light, before);

		strbuf_addf(out, " %s %s.", node->texts[tongue],
			    node->answers[path[i] - '0'].texts[tongue]);
		before[i] = path[i];
		before[i + 1] = '\0';
	}
}
