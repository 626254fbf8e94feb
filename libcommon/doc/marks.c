/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The signs of a finding. Their shapes differ as much as their colours: a disc, a
 * triangle, a square, so that a copy in black and white says the same.
 */
#include <math.h>

#include "doc/parts.h"

#define WHITE ((struct doc_colour){ 255, 255, 255 })

struct sign {
	struct doc_colour colour;
	struct doc_colour tint;
};

static const struct sign SIGNS[] = {
	[DOC_MARK_NONE] = { { 90, 98, 106 }, { 240, 242, 244 } },
	[DOC_MARK_TICK] = { { 25, 112, 60 }, { 232, 245, 236 } },
	[DOC_MARK_HOLLOW] = { { 25, 112, 60 }, { 232, 245, 236 } },
	[DOC_MARK_NOTICE] = { { 178, 91, 0 }, { 254, 243, 226 } },
	[DOC_MARK_CROSS] = { { 179, 30, 30 }, { 252, 235, 235 } },
	[DOC_MARK_DASH] = { { 110, 118, 126 }, { 240, 242, 244 } },
	[DOC_MARK_OPEN] = { { 110, 118, 126 }, { 240, 242, 244 } },
};

void doc_set_source(cairo_t *cr, struct doc_colour colour)
{
	cairo_set_source_rgb(cr, colour.red / 255.0, colour.green / 255.0,
			     colour.blue / 255.0);
}

struct doc_colour doc_mark_tint(enum doc_mark mark)
{
	return SIGNS[mark].tint;
}

static void stroke_line(cairo_t *cr, const double points[][2], size_t count)
{
	cairo_move_to(cr, points[0][0], points[0][1]);
	for (size_t i = 1; i < count; i++)
		cairo_line_to(cr, points[i][0], points[i][1]);
	cairo_stroke(cr);
}

static void draw_tick(cairo_t *cr)
{
	static const double TICK[][2] = { { 0.27, 0.52 },
					  { 0.44, 0.69 },
					  { 0.74, 0.33 } };

	stroke_line(cr, TICK, COUNT_OF(TICK));
}

static void disc(cairo_t *cr, double radius)
{
	cairo_new_path(cr);
	cairo_arc(cr, 0.5, 0.5, radius, 0, 2 * M_PI);
}

static void draw_triangle(cairo_t *cr)
{
	static const double STEM[][2] = { { 0.5, 0.36 }, { 0.5, 0.64 } };

	cairo_move_to(cr, 0.5, 0.02);
	cairo_line_to(cr, 1.0, 0.94);
	cairo_line_to(cr, 0.0, 0.94);
	cairo_close_path(cr);
	cairo_fill(cr);
	doc_set_source(cr, WHITE);
	stroke_line(cr, STEM, COUNT_OF(STEM));
	cairo_rectangle(cr, 0.44, 0.74, 0.12, 0.12);
	cairo_fill(cr);
}

static void draw_square(cairo_t *cr)
{
	static const double DOWN[][2] = { { 0.3, 0.3 }, { 0.7, 0.7 } };
	static const double UP[][2] = { { 0.3, 0.7 }, { 0.7, 0.3 } };

	cairo_rectangle(cr, 0.02, 0.02, 0.96, 0.96);
	cairo_fill(cr);
	doc_set_source(cr, WHITE);
	stroke_line(cr, DOWN, COUNT_OF(DOWN));
	stroke_line(cr, UP, COUNT_OF(UP));
}

static void draw_ring(cairo_t *cr, bool ticked)
{
	cairo_set_line_width(cr, 0.1);
	disc(cr, 0.44);
	cairo_stroke(cr);
	if (ticked)
		draw_tick(cr);
}

static void draw_full_tick(cairo_t *cr)
{
	disc(cr, 0.5);
	cairo_fill(cr);
	doc_set_source(cr, WHITE);
	draw_tick(cr);
}

static void draw_dash(cairo_t *cr)
{
	static const double DASH[][2] = { { 0.15, 0.5 }, { 0.85, 0.5 } };

	stroke_line(cr, DASH, COUNT_OF(DASH));
}

void doc_draw_mark(cairo_t *cr, enum doc_mark mark, double x, double y, double size)
{
	cairo_save(cr);
	cairo_translate(cr, x, y);
	cairo_scale(cr, size, size);
	cairo_set_line_width(cr, 0.13);
	doc_set_source(cr, SIGNS[mark].colour);
	switch (mark) {
	case DOC_MARK_TICK:
		draw_full_tick(cr);
		break;
	case DOC_MARK_HOLLOW:
		draw_ring(cr, true);
		break;
	case DOC_MARK_NOTICE:
		draw_triangle(cr);
		break;
	case DOC_MARK_CROSS:
		draw_square(cr);
		break;
	case DOC_MARK_DASH:
		draw_dash(cr);
		break;
	case DOC_MARK_OPEN:
		draw_ring(cr, false);
		break;
	case DOC_MARK_NONE:
		break;
	}
	cairo_restore(cr);
}
