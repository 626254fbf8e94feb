/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Finds lights by id and by what people type: letters are compared without capitals, and
 * what the tables call orange is found as yellow too.
 */
#include "gateway/lights/lights.h"

#include <string.h>

static const char *const COLOUR_WORDS[] = {
	[LIGHT_RED] = "red",
	[LIGHT_ORANGE] = "orange",
	[LIGHT_GREEN] = "green",
	[LIGHT_BLUE] = "blue",
};

/* As people say them, in both languages. */
static const char *const COLOURS_SAID[] = {
	[LIGHT_RED] = "rood rode red",
	[LIGHT_ORANGE] = "oranje geel gele amber orange yellow",
	[LIGHT_GREEN] = "groen groene green",
	[LIGHT_BLUE] = "blauw blauwe blue",
};

const struct light *light_find(const char *id)
{
	for (size_t i = 0; i < lights_count; i++) {
		if (strcmp(lights[i].id, id) == 0)
			return &lights[i];
	}
	return NULL;
}

const char *light_colour_word(enum light_colour colour)
{
	return COLOUR_WORDS[colour];
}

/* Whether a word of the text begins with these letters, capitals aside. */
static bool begins_a_word(const char *text, const char *letters, size_t len)
{
	bool at_start = true;

	for (; *text; text++) {
		size_t same = 0;

		while (at_start && same < len &&
		       (text[same] | 0x20) == (letters[same] | 0x20))
			same++;
		if (at_start && same == len)
			return true;
		at_start = strchr(" -/()", *text) != NULL;
	}
	return false;
}

static bool has_word(const struct light *light, const char *letters, size_t len)
{
	if (begins_a_word(COLOURS_SAID[light->colour], letters, len))
		return true;
	for (int tongue = 0; tongue < TONGUES; tongue++) {
		if (begins_a_word(light->name[tongue], letters, len) ||
		    begins_a_word(light->words[tongue], letters, len))
			return true;
	}
	return false;
}

bool light_matches(const struct light *light, const char *search)
{
	const char *at = search;

	while (*at) {
		size_t len = strcspn(at, " ,.;");

		if (len > 0 && !has_word(light, at, len))
			return false;
		at += len + (at[len] != '\0');
	}
	return true;
}

const struct light_node *light_walk(const struct light *light, const char *path)
{
	const struct light_node *node = &light->nodes[0];

	if (strlen(path) > LIGHT_PATH_MAX)
		return NULL;
	for (; *path; path++) {
		int answer = *path - '0';

		if (answer < 0 || answer >= node->answers_count)
			return NULL;
		node = &light->nodes[node->answers[answer].to];
	}
	return node;
}
