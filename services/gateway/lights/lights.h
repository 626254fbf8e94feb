/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The lights of a dashboard as a tree of questions: what a light means, what to ask, and
 * how soon to do what. The tree is data (red.json, orange.json, other.json, ends.json),
 * compiled into the program; here it is found, searched and walked. Thread: any.
 */
#ifndef BEURT_GATEWAY_LIGHTS_H
#define BEURT_GATEWAY_LIGHTS_H

#include <stdbool.h>
#include <stddef.h>

#include "gateway/domain/readable.h"

#define LIGHT_ANSWERS_MAX 4
#define LIGHT_STEPS_MAX   4
#define LIGHT_PATH_MAX    8 /* answers given, one digit each */

enum light_colour { LIGHT_RED, LIGHT_ORANGE, LIGHT_GREEN, LIGHT_BLUE, LIGHT_COLOURS };
enum light_fuel { LIGHT_PETROL = 1, LIGHT_DIESEL = 2, LIGHT_ELECTRIC = 4 };

/* How soon, most pressing first. */
enum light_urgency { LIGHT_STOP, LIGHT_DAYS, LIGHT_WAIT };

/* Who acts: the garage by telephone, the garage by appointment, or the driver alone. A
 * light that can mean "stop now" never ends with the driver alone. */
enum light_then { LIGHT_CALL, LIGHT_BOOK, LIGHT_SELF };

struct light_answer {
	const char *texts[TONGUES];
	int to; /* node of the same light */
};

/* A question with answers; or an end, which says what to do. */
struct light_node {
	const char *texts[TONGUES];
	struct light_answer answers[LIGHT_ANSWERS_MAX];
	int answers_count; /* 0: an end */
	enum light_urgency urgency;
	enum light_then then;
	const char *steps[LIGHT_STEPS_MAX][TONGUES];
	int steps_count;
};

struct light {
	const char *id;
	enum light_colour colour;
	unsigned fuels; /* of enum light_fuel: cars that have it */
	const char *name[TONGUES];
	const char *meaning[TONGUES];
	const char *words[TONGUES]; /* more words people search it by */
	const char *picture;        /* inside of an <svg viewBox="0 0 48 48"> */
	const struct light_node *nodes; /* the first is where one begins */
	size_t nodes_count;
};

extern const struct light lights[];
extern const size_t lights_count;

const struct light *light_find(const char *id); /* NULL: there is none */
const char *light_colour_word(enum light_colour colour); /* "red" */

/* Whether every word of the search begins a word of the light's colour, name or search
 * words, in either language: "motor geel", "engine yell". An empty search finds all. */
bool light_matches(const struct light *light, const char *search);

/* Where the answers of `path` lead, a digit for each from 0: "" is the beginning. NULL
 * when there is no such answer. */
const struct light_node *light_walk(const struct light *light, const char *path);

#endif
