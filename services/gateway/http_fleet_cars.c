/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The list of a fleet's cars and the tiles above it (iGarage manual, "Mijn
 * AutoPaspoorten"): tiles count the whole fleet, rows are those of a tile and a search.
 */
#include "gateway/http_routes.h"

#include <inttypes.h>
#include <string.h>

#include "gateway/fleet_car_json.h"
#include "gateway/listing.h"

struct wanted {
	enum fleet_tile tile;
	struct search search;
};

static int read_wanted(const struct request *req, struct wanted *ret_wanted,
		       struct err *err)
{
	const char *word;
	if (request_query_word(req, "tile", fleet_tile_words, FLEET_TILE_WORDS, &word,
			       err) < 0)
		return -1;
	*ret_wanted =
		(struct wanted){ .search = listing_search(request_query(req, "query")) };
	for (size_t i = 0; word && i < FLEET_TILE_WORDS; i++)
		if (strcmp(word, fleet_tile_words[i]) == 0)
			ret_wanted->tile = (enum fleet_tile)(i + 1);
	return 0;
}

static int load(struct gateway *gateway, const struct request *req,
		const struct wanted *wanted, struct fleet_cars *ret_list, struct err *err)
{
	struct fleet_search search = { wanted->search.text, wanted->search.plate, NULL };
	FLEET_CARS_AUTO list = { .cars = NULL };
	AUTO(tx) *tx = NULL;
	if (portal_begin(gateway, req, &tx, err) < 0 ||
	    store_fleet_cars(tx, &search, &list, err) < 0 || tx_commit(TAKE(tx), err) < 0)
		return -1;
	*ret_list = list;
	list = (struct fleet_cars){ .cars = NULL };
	return 0;
}

static bool is_wanted(const struct wanted *wanted, const struct fleet_car *car,
		      struct civil_date today)
{
	return car->found && fleet_tile_has(wanted->tile, &car->facts, today);
}

static void write_tiles(const struct fleet_cars *list, struct strbuf *out)
{
	struct fleet_tiles tiles = { .cars = 0 };
	for (size_t i = 0; i < list->count; i++)
		fleet_tiles_count(&tiles, &list->cars[i].facts, list->today);
	strbuf_addf(out, "\"tiles\":{\"cars\":%" PRId64, tiles.cars);
	for (int tile = FLEET_TILE_APK; tile <= FLEET_TILE_DRIVER; tile++)
		strbuf_addf(out, ",\"%s\":%" PRId64, fleet_tile_words[tile - 1],
			    tiles.with[tile]);
	strbuf_addf(out, ",\"advices_cents\":%" PRId64 ",\"costs_cents\":%" PRId64 "}",
		    tiles.advices_cents, tiles.costs_cents);
}

int http_fleet_cars(void *service, struct request *req, struct reply *reply,
		    struct err *err)
{
	struct strbuf *out = reply_body(reply);
	struct wanted wanted;
	FLEET_CARS_AUTO list = { .cars = NULL };
	const char *before = "";
	if (read_wanted(req, &wanted, err) < 0 ||
	    load(service, req, &wanted, &list, err) < 0)
		return -1;
	strbuf_add(out, "{\"vehicles\":[");
	for (size_t i = 0; i < list.count; i++) {
		if (!is_wanted(&wanted, &list.cars[i], list.today))
			continue;
		strbuf_addf(out, "%s{", before);
		fleet_car_json(&list.cars[i], out);
		strbuf_add_char(out, '}');
		before = ",";
	}
	strbuf_add(out, "],");
	write_tiles(&list, out);
	listing_end(req, reply);
	return 0;
}

static void write_line(const struct fleet_car *car, struct strbuf *out)
{
	char apk[CIVIL_TEXT] = "";
	char service[CIVIL_TEXT] = "";
	const struct fleet_facts *facts = &car->facts;
	if (civil_is_set(facts->apk))
		civil_format(facts->apk, apk);
	if (civil_is_set(facts->service))
		civil_format(facts->service, service);
	strbuf_addf(out, "%s;%s;%s;%" PRId64 ";", car->line, apk, service,
		    facts->advices);
	fleet_euros(facts->advices_cents, out);
	strbuf_add_char(out, ';');
	fleet_euros(facts->costs_cents, out);
	strbuf_addf(out, ";%" PRId64 ";%s\r\n", car->odometer_km,
		    car->garage_cell ? car->garage_cell : "");
}

int http_fleet_cars_csv(void *service, struct request *req, struct reply *reply,
			struct err *err)
{
	struct wanted wanted;
	FLEET_CARS_AUTO list = { .cars = NULL };
	if (read_wanted(req, &wanted, err) < 0 ||
	    load(service, req, &wanted, &list, err) < 0)
		return -1;
	reply_type(reply, "text/csv; charset=utf-8");
	reply_header(reply, "Content-Disposition",
		     "attachment; filename=\"wagenpark.csv\"");
	/* The mark tells spreadsheets that this is UTF-8. */
	strbuf_add(reply_body(reply),
		   "\xEF\xBB\xBF"
		   "plate;make;model;driver;status;apk_expiry;next_service;"
		   "open_advices;open_advices_eur;cost_12m_eur;odometer_km;garage\r\n");
	for (size_t i = 0; i < list.count; i++)
		if (is_wanted(&wanted, &list.cars[i], list.today))
			write_line(&list.cars[i], reply_body(reply));
	return 0;
}
