/* SPDX-License-Identifier: Apache-2.0 */
/* The life of a registration, and the invitation that starts it. */
#include "inspection/form/register.h"

#include <stdio.h>
#include <string.h>

#include "base/email.h"
#include "gen/say_notification_requested.h"
#include "gen/say_registration_state.h"
#include "inspection/form/link.h"
#include "inspection/form/mail.h"
#include "inspection/store_facts.h"

#define DAY_SECONDS INT64_C(86400)

static const char *or_null(struct instant at, char text[INSTANT_TEXT])
{
	return instant_is_set(at) ? instant_format(at, text) : NULL;
}

/* The row's next version, stored and said. */
static int put(struct tx *tx, const char *dealer, struct registration_row *row,
	       struct outbox *say, struct err *err)
{
	char invited[INSTANT_TEXT], activated[INSTANT_TEXT], expires[INSTANT_TEXT];
	struct registration_state_link link = {
		.hash = row->link_hash,
		.expires_at = instant_format(row->link_expires_at, expires),
	};
	struct registration_state state = {
		.dealer = dealer,
		.registration_id = row->id.text,
		.version = ++row->version,
		.vehicle_id = row->vehicle.text,
		.customer_id = row->customer.text,
		.status = registration_state_status_of(row->status),
		.invited_at = instant_format(row->invited_at, invited),
		.invited_by = row->invited_by,
		.activated_at = or_null(row->activated_at, activated),
		.inspection_id =
			uuid_is_set(&row->inspection) ? row->inspection.text : NULL,
		.email = row->email,
		.mobile = row->mobile,
		.remarks = row->remarks,
		.link = &link,
	};

	if (store_registration_save(tx, dealer, row, err) < 0)
		return -1;
	return say_registration_state(say, &state, err);
}

/* The customer and the car are this garage's, and there is somewhere to mail to. */
static int check_invitation(const struct register_request *request,
			    const struct registration_row *row,
			    struct invitation_mail *ret_mail, struct rows **ret_customer,
			    struct rows **ret_vehicle, struct err *err)
{
	struct customer_facts customer;
	struct vehicle_facts vehicle;

	if (store_customer_find(request->tx, request->dealer, &row->customer, &customer,
				ret_customer, err) < 0 ||
	    store_vehicle_find(request->tx, request->dealer, &row->vehicle, &vehicle,
			       ret_vehicle, err) < 0)
		return -1;
	if (!uuid_is_set(&customer.id) || customer.erased)
		return err_set_code(err, ERR_ABSENT, "NO_SUCH_CUSTOMER",
				    "there is no customer %s", row->customer.text);
	if (!uuid_is_set(&vehicle.id))
		return err_set_code(err, ERR_ABSENT, "NO_SUCH_VEHICLE",
				    "there is no vehicle %s", row->vehicle.text);
	if (!customer.email || !email_is_mailable(customer.email))
		return err_set_code(err, ERR_INVALID, "NO_ADDRESS",
				    "the customer has no e-mail address: add one in the "
				    "DMS");
	ret_mail->plate = vehicle.plate;
	ret_mail->make = vehicle.make;
	ret_mail->model = vehicle.model;
	return 0;
}

static int invite(const struct register_request *request, struct registration_row *row,
		  struct err *err)
{
	struct link link = link_make(request->svc->keys, request->dealer, &row->id,
				     LINK_REGISTRATION);
	struct invitation_mail mail = { .row = row, .link = &link };
	AUTO(rows) *customer = NULL;
	AUTO(rows) *vehicle = NULL;
	char key[TIMER_KEY_TEXT];

	row->link_hash = link.hash;
	snprintf(key, sizeof(key), "%s/%s", request->dealer, row->id.text);
	if (check_invitation(request, row, &mail, &customer, &vehicle, err) < 0 ||
	    put(request->tx, request->dealer, row, request->say, err) < 0 ||
	    timer_set(request->tx, TIMER_REGISTRATION, key, row->link_expires_at, err) <
		    0)
		return -1;
	return mail_invitation(request, &mail, err);
}

/* One registration of that id is enough, whoever asks again. */
static int find_made(const struct register_request *request, const struct uuid *id,
		     int64_t *ret_version, struct err *err)
{
	AUTO(rows) *rows = NULL;
	struct registration_row row;
	struct err why = { .kind = ERR_NONE };

	*ret_version = 0;
	if (store_registration_open(request->tx, request->dealer, id, &row, &rows,
				    &why) == 0)
		*ret_version = row.version;
	else if (why.kind != ERR_ABSENT) {
		*err = why;
		return -1;
	}
	return 0;
}

int register_invite(const struct register_request *request,
		    const struct registration_invite *msg, int64_t *ret_version,
		    struct err *err)
{
	struct instant now = tx_now(request->tx);
	struct registration_row row = {
		.id = uuid_from(msg->registration_id),
		.vehicle = uuid_from(msg->vehicle_id),
		.customer = uuid_from(msg->customer_id),
		.status = "invited",
		.invited_at = now,
		.invited_by = msg->actor,
		.link_expires_at = instant_add_seconds(
			now, request->svc->knobs->register_days * DAY_SECONDS),
	};

	if (find_made(request, &row.id, ret_version, err) < 0)
		return -1;
	if (*ret_version > 0)
		return 0;
	if (invite(request, &row, err) < 0)
		return -1;
	*ret_version = row.version;
	return 0;
}

static bool is(const struct registration_row *row, const char *status)
{
	return strcmp(row->status, status) == 0;
}

static int check_open(const struct registration_row *row, struct instant now,
		      struct err *err)
{
	if (is(row, "used"))
		return err_set_code(err, ERR_CONFLICT, "REGISTRATION_USED",
				    "the inspection was started already");
	if (is(row, "expired") || instant_compare(now, row->link_expires_at) >= 0)
		return err_set_code(err, ERR_CONFLICT, "REGISTRATION_EXPIRED",
				    "the invitation has expired: ask the garage for a "
				    "new one");
	return 0;
}

int register_activate(const struct register_request *request,
		      const struct registration_activate *msg, int64_t *ret_version,
		      struct err *err)
{
	struct uuid id = uuid_from(msg->registration_id);
	struct instant now = tx_now(request->tx);
	AUTO(rows) *rows = NULL;
	struct registration_row row;

	if (store_registration_open(request->tx, request->dealer, &id, &row, &rows, err) <
		    0 ||
	    check_open(&row, now, err) < 0)
		return -1;
	if (msg->email && msg->email[0] && !email_is_mailable(msg->email))
		return err_set_code(err, ERR_INVALID, "FIELD_INVALID",
				    "/email is no address we can mail to");
	row.status = "active";
	row.email = msg->email && msg->email[0] ? msg->email : NULL;
	row.mobile = msg->mobile;
	row.remarks = msg->remarks;
	if (!instant_is_set(row.activated_at))
		row.activated_at = now;
	if (put(request->tx, request->dealer, &row, request->say, err) < 0)
		return -1;
	*ret_version = row.version;
	return 0;
}

int register_use(struct tx *tx, const char *dealer, const struct register_use *use,
		 struct outbox *say, struct err *err)
{
	AUTO(rows) *rows = NULL;
	struct registration_row row;

	if (store_registration_open(tx, dealer, &use->registration, &row, &rows, err) < 0)
		return -1;
	if (is(&row, "used"))
		return strcmp(row.inspection.text, use->inspection.text) == 0
			       ? 0
			       : err_set_code(err, ERR_CONFLICT, "REGISTRATION_USED",
					      "another form was made of this "
					      "registration: open that one");
	row.status = "used";
	row.inspection = use->inspection;
	return put(tx, dealer, &row, say, err);
}

int register_expire(const struct register_request *request, const struct uuid *id,
		    struct err *err)
{
	AUTO(rows) *rows = NULL;
	struct registration_row row;

	if (store_registration_open(request->tx, request->dealer, id, &row, &rows, err) <
	    0)
		return -1;
	if (is(&row, "used") || is(&row, "expired"))
		return 0;
	row.status = "expired";
	return put(request->tx, request->dealer, &row, request->say, err);
}

static int erase_one(const struct register_request *request, const struct uuid *id,
		     struct err *err)
{
	AUTO(rows) *rows = NULL;
	struct registration_row row;

	if (store_registration_open(request->tx, request->dealer, id, &row, &rows, err) <
	    0)
		return -1;
	if (!row.email && !row.mobile && !row.remarks)
		return 0;
	row.email = row.mobile = row.remarks = NULL;
	return put(request->tx, request->dealer, &row, request->say, err);
}

int register_erase(const struct register_request *request, const struct uuid *customer,
		   struct err *err)
{
	AUTO(rows) *rows = NULL;

	if (store_registrations_of(request->tx, request->dealer, customer, &rows, err) <
	    0)
		return -1;
	for (size_t i = 0; i < rows_count(rows); i++) {
		struct uuid id = row_uuid(rows, i, 0);

		if (erase_one(request, &id, err) < 0)
			return -1;
	}
	return 0;
}
