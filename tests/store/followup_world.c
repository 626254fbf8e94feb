/* SPDX-License-Identifier: Apache-2.0 */
/* The garage's world with forms in it. */
#include "followup_world.h"

#include "gen/proposal_state.h"
#include "reminder/list/why.h"
#include "unit.h"

void followup_world_open(struct followup_world *world, const char *name)
{
	world->version = 0;
	garage_world_open(&world->garage, name, "2026-11-25T10:00:00Z");
	garage_world_has_garage(&world->garage);
	garage_world_run_timers(&world->garage);
	garage_world_has_customer(&world->garage, 1, NULL);
	garage_world_has_car(&world->garage, 1, "2024-11-20", NULL);
	garage_world_visit(&world->garage,
			   &(struct world_visit){ .car = 1,
						  .nth = 1,
						  .date = "2026-11-25",
						  .km = 30000,
						  .classes = "\"periodic_large\"",
						  .cents = 30000 });
}

void followup_world_close(struct followup_world *world)
{
	garage_world_close(&world->garage);
}

void followup_world_form(struct followup_world *world, const struct followup_form *form)
{
	garage_world_hear(
		&world->garage, "inspection.state",
		"{\"dealer\":\"" GARAGE "\",\"inspection_id\":\"%s\",\"version\":%d,"
		"\"revision\":1,\"status\":\"saved\",\"entry\":\"uninvited\",\"prefill\":"
		"\"customer\",\"checklist_id\":\"%s\",\"checklist_version\":1,"
		"\"vehicle_id\":\"%s\",\"customer_id\":\"%s\","
		"\"opened_on\":\"%s\",\"updated_at\":\"%s\","
		"\"send_updates\":false,\"saved_number\":1,"
		"\"first_saved_at\":\"%s\",\"fields\":[],\"advices\":[%s],%s}",
		visit_id(form->n, 99), ++world->version, visit_id(9, 98),
		car_id(form->car), customer_id(form->car), form->saved, form->saved,
		form->saved, form->lines, form->more);
}

void followup_world_at(struct followup_world *world, const char *now)
{
	garage_world_at(&world->garage, now);
	garage_world_run_timers(&world->garage);
}

void followup_world_says_yes(struct followup_world *world, int car)
{
	expect_text("yes",
		    garage_world_command(&world->garage, "proposal.decide",
					 "{\"proposal_id\":\"%s\",\"decision\":\"yes\"}",
					 garage_world_proposal(&world->garage, car)),
		    "ok");
}

void followup_world_expect_why(struct followup_world *world, const char *sentence,
			       const char *wanted)
{
	garage_world_expect(&world->garage, sentence,
			    "SELECT state::json -> 'why' ->> 'text_nl' FROM proposal",
			    wanted);
}

void followup_world_expect_recomputes(struct followup_world *world)
{
	AUTO_TEXT *json =
		scratch_text(&world->garage.scratch, "SELECT state FROM proposal");
	struct err err = { 0 };
	void *msg = NULL;

	assert_int_equal(0, msg_decode(&proposal_state_type, slice_of(json), &msg, &err));
	if (why_verify(msg, &err) < 0)
		fail_msg("%s", err.text);
	msg_free(&proposal_state_type, msg);
}
