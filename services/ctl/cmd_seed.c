/* SPDX-License-Identifier: Apache-2.0 */
/*
 * beurt-ctl seed FILE: dealers and their users, from one JSON file. Running it again
 * changes only what differs; the gateway publishes what changed. Passwords are hashed
 * between two transactions: that takes seconds, and a transaction may not wait for it.
 */
#include <string.h>

#include "ctl/command.h"
#include "ctl/setup.h"
#include "ctl/store.h"
#include "ctl/terminal.h"
#include "flow/outbox.h"
#include "gateway/password.h"
#include "gateway/store.h"
#include "gen/dealer_state.h"
#include "gen/say_dealer_state.h"
#include "sys/file.h"

#define SEED_BYTES_MOST (16 * 1024 * 1024)

struct counts {
	size_t dealers;
	size_t dealers_changed;
	size_t users;
	size_t users_changed;
};

static void print_help(void)
{
	terminal_say("Usage: beurt-ctl seed FILE\n\n"
		     "FILE: {\"dealers\": [dealer.state without version, …],\n"
		     "       \"users\": [{\"login\", \"name\", \"password\",\n"
		     "         \"language\", \"role\": inspector, adviser, manager,\n"
		     "         helpdesk or support,\n"
		     "         \"dealer\": not for helpdesk and support}, …]}\n"
		     "A user whose password changes is signed out everywhere.\n");
	setup_print_help();
}

static int save_dealer(struct tx *tx, const struct dealer_state *state,
		       struct outbox *say, struct err *err)
{
	if (store_dealer_save(tx, state, err) < 0)
		return -1;
	return say_dealer_state(say, state, err);
}

static int seed_dealers(struct tx *tx, const char *json, struct outbox *say,
			struct counts *counts, struct err *err)
{
	AUTO(rows) *rows = NULL;
	if (store_seed_dealers(tx, json, &rows, err) < 0)
		return -1;
	counts->dealers = rows_count(rows);
	for (size_t i = 0; i < counts->dealers; i++) {
		void *state;
		if (msg_decode(&dealer_state_type, slice_of(row_text(rows, i, 0)), &state,
			       err) < 0)
			return err_prefix(err, "/dealers/%zu: ", i);
		bool same = row_bool(rows, i, 1);
		int result = same ? 0 : save_dealer(tx, state, say, err);
		msg_free(&dealer_state_type, state);
		if (result < 0)
			return -1;
		counts->dealers_changed += same ? 0 : 1;
	}
	return 0;
}

/* Works for all garages, so it belongs to none. */
static bool is_of_no_garage(const char *role)
{
	return strcmp(role, "helpdesk") == 0 || strcmp(role, "support") == 0;
}

static int check_user(const struct seed_user *user, struct err *err)
{
	static const char *const roles[] = { "inspector", "adviser", "manager",
					     "helpdesk", "support" };
	bool known = false;
	for (size_t i = 0; user->role && i < COUNT_OF(roles); i++)
		known = known || strcmp(roles[i], user->role) == 0;
	if (!user->login || !user->login[0] || !user->name || !user->password)
		return err_set(err, ERR_INVALID, "login, name and password are needed");
	if (!known)
		return err_set(err, ERR_INVALID,
			       "role is inspector, adviser, manager, helpdesk or "
			       "support");
	if ((user->dealer == NULL) != is_of_no_garage(user->role))
		return err_set(err, ERR_INVALID,
			       "dealer is needed, but for helpdesk and support it is not "
			       "allowed");
	return 0;
}

/* The users of the file, beside what is known of them. */
struct people {
	struct rows *rows;
	char (*hashes)[PASSWORD_HASH_TEXT]; /* a row each; "" = nothing differs */
};

static void people_done(struct people *people)
{
	rows_free(people->rows);
	mem_free(people->hashes);
}

static int read_people(struct pool *pool, const char *json, struct people *people,
		       struct err *err)
{
	AUTO(tx) *tx = NULL;
	if (tx_begin(pool, &tx, err) < 0 ||
	    store_seed_users(tx, json, &people->rows, err) < 0)
		return -1;
	people->hashes = mem_alloc((rows_count(people->rows) + 1) * PASSWORD_HASH_TEXT);
	return 0;
}

static int hash_one(struct passwords *passwords, const struct seed_user *user,
		    char hash[PASSWORD_HASH_TEXT], struct err *err)
{
	struct password_verdict verdict = { false, false };
	if (check_user(user, err) < 0)
		return -1;
	if (user->same && password_check(passwords, user->hash, user->password, &verdict,
					 err) < 0)
		return -1;
	if (verdict.right)
		return 0;
	return password_hash(passwords, user->password, hash, err);
}

static int hash_people(struct passwords *passwords, struct people *people,
		       struct err *err)
{
	for (size_t i = 0; i < rows_count(people->rows); i++) {
		struct seed_user user = store_seed_user(people->rows, i);
		if (hash_one(passwords, &user, people->hashes[i], err) < 0)
			return err_prefix(err, "/users/%zu: ", i);
	}
	return 0;
}

static int seed_people(struct tx *tx, const struct people *people, struct counts *counts,
		       struct err *err)
{
	counts->users = rows_count(people->rows);
	for (size_t i = 0; i < counts->users; i++) {
		struct seed_user user = store_seed_user(people->rows, i);
		if (!people->hashes[i][0])
			continue;
		counts->users_changed++;
		if (store_seed_save_user(tx, &user, people->hashes[i], err) < 0)
			return err_prefix(err, "/users/%zu: ", i);
	}
	return 0;
}

static int seed_all(struct tx *tx, const char *json, const struct people *people,
		    struct counts *counts, struct err *err)
{
	char moment[INSTANT_TEXT];
	AUTO(outbox) *say = outbox_new("gateway");
	outbox_because_of(say, instant_format(tx_now(tx), moment), "");
	if (seed_dealers(tx, json, say, counts, err) < 0 ||
	    seed_people(tx, people, counts, err) < 0)
		return -1;
	return outbox_write(say, tx, err);
}

static int seed_with(struct pool *pool, struct passwords *passwords, const char *json,
		     struct counts *counts, struct err *err)
{
	AUTO(tx) *tx = NULL;
	struct people people = { .rows = NULL };
	int result = -1;
	if (read_people(pool, json, &people, err) == 0 &&
	    hash_people(passwords, &people, err) == 0 && tx_begin(pool, &tx, err) == 0 &&
	    seed_all(tx, json, &people, counts, err) == 0)
		result = tx_commit(TAKE(tx), err);
	people_done(&people);
	return result;
}

static int seed_file(const struct setup *setup, struct passwords *passwords,
		     const char *path, struct err *err)
{
	struct counts counts = { 0 };
	AUTO_TEXT *json = NULL;
	AUTO(pool) *pool = NULL;
	size_t length;
	if (file_read(path, SEED_BYTES_MOST, &json, &length, err) < 0 ||
	    setup_pool(setup, ctl_service_find("gateway"), &pool, err) < 0 ||
	    seed_with(pool, passwords, json, &counts, err) < 0)
		return -1;
	terminal_say("%zu dealers, %zu of them changed; %zu users, %zu of them changed\n",
		     counts.dealers, counts.dealers_changed, counts.users,
		     counts.users_changed);
	return 0;
}

int command_seed(int argc, char **argv)
{
	struct err err = { 0 };
	struct passwords *passwords = NULL;
	SETUP_AUTO setup = { .clock = NULL };
	if (argc != 2 || strcmp(argv[1], "--help") == 0) {
		print_help();
		return argc == 2 ? CTL_DONE : CTL_USAGE;
	}
	int result = -1;
	if (setup_open(&setup, &err) == 0 &&
	    passwords_open((size_t)setup.password_mebibytes, 1, &passwords, &err) == 0)
		result = seed_file(&setup, passwords, argv[1], &err);
	passwords_close(passwords);
	if (result == 0)
		return CTL_DONE;
	terminal_complain("seed: %s", err.text);
	return CTL_FAILED;
}
