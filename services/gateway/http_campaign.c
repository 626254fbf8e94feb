/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A garage's campaigns: the list, one of them, writing it, letting it go, stopping it.
 */
#include "gateway/http_routes.h"
#include "gateway/store_campaigns.h"
#include "gateway/thing.h"
#include "gen/body_campaign.h"
#include "gen/body_campaign_new.h"
#include "gen/body_campaign_step.h"
#include "gen/campaign_approve.h"
#include "gen/campaign_cancel.h"
#include "gen/campaign_save.h"

int http_list_campaigns(void *service, struct request *req, struct reply *reply,
			struct err *err)
{
	static const char *const statuses[] = { "draft",    "waiting_approval",
						"approved", "running",
						"done",     "cancelled" };
	static const struct listed campaigns = { "campaigns", statuses,
						 COUNT_OF(statuses),
						 store_campaigns_write, NULL };
	return reply_listed(service, req, reply, &campaigns, err);
}

int http_get_campaign(void *service, struct request *req, struct reply *reply,
		      struct err *err)
{
	struct uuid id;
	if (request_path_uuid(req, "id", &id, err) < 0)
		return -1;
	return reply_thing(service, req, reply, &id, store_campaign_write, err);
}

static struct asking asking_of(void *service, struct request *req, struct reply *reply)
{
	return (struct asking){ .gateway = service,
				.req = req,
				.reply = reply,
				.write = store_campaign_write };
}

int http_new_campaign(void *service, struct request *req, struct reply *reply,
		      struct err *err)
{
	struct asking asking = asking_of(service, req, reply);
	const void *decoded;
	if (request_msg(req, &body_campaign_new_type, &decoded, err) < 0 ||
	    asking_begin_new(&asking, &campaign_save_type, err) < 0)
		return -1;
	const struct body_campaign_new *body = decoded;
	/* Named by its request, so that a repeat makes no second one. */
	asking.id = body->campaign_id
			    ? uuid_from(body->campaign_id)
			    : uuid_named("campaign", asking.command.id.text, NULL);
	struct campaign_save msg = {
		COMMAND_FIELDS(&asking.command),
		.campaign_id = asking.id.text,
		.plan = body->plan,
		.expected_version = 0,
		.has_expected_version = true,
	};
	reply_status(reply, 201);
	return asking_end(&asking, &msg, err);
}

int http_put_campaign(void *service, struct request *req, struct reply *reply,
		      struct err *err)
{
	struct asking asking = asking_of(service, req, reply);
	const void *decoded;
	if (request_msg(req, &body_campaign_type, &decoded, err) < 0 ||
	    asking_begin(&asking, &campaign_save_type, err) < 0)
		return -1;
	const struct body_campaign *body = decoded;
	struct campaign_save msg = {
		COMMAND_FIELDS(&asking.command),
		.campaign_id = asking.id.text,
		.plan = body->plan,
		.expected_version = body->expected_version,
		.has_expected_version = true,
	};
	return asking_end(&asking, &msg, err);
}

/* A step of a campaign, of the version that the asker saw. */
static int begin_step(struct asking *asking, const struct msg_type *type,
		      int64_t *ret_version, struct err *err)
{
	const void *decoded;
	if (request_msg(asking->req, &body_campaign_step_type, &decoded, err) < 0)
		return -1;
	const struct body_campaign_step *body = decoded;
	*ret_version = body->expected_version;
	return asking_begin(asking, type, err);
}

int http_approve_campaign(void *service, struct request *req, struct reply *reply,
			  struct err *err)
{
	struct asking asking = asking_of(service, req, reply);
	int64_t version;
	if (begin_step(&asking, &campaign_approve_type, &version, err) < 0)
		return -1;
	struct campaign_approve msg = {
		COMMAND_FIELDS(&asking.command),
		.campaign_id = asking.id.text,
		.expected_version = version,
		.has_expected_version = true,
	};
	return asking_end(&asking, &msg, err);
}

int http_cancel_campaign(void *service, struct request *req, struct reply *reply,
			 struct err *err)
{
	struct asking asking = asking_of(service, req, reply);
	int64_t version;
	if (begin_step(&asking, &campaign_cancel_type, &version, err) < 0)
		return -1;
	struct campaign_cancel msg = {
		COMMAND_FIELDS(&asking.command),
		.campaign_id = asking.id.text,
		.expected_version = version,
		.has_expected_version = true,
	};
	return asking_end(&asking, &msg, err);
}
