/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Routes about contacts with customers: campaigns, paper, telephone, what
 * they agreed to, and the systems around. Part of http_routes.h. Thread: http.
 */
#ifndef BEURT_GATEWAY_HTTP_CONTACT_ROUTES_H
#define BEURT_GATEWAY_HTTP_CONTACT_ROUTES_H

/* http_privacy.c */
ROUTE(http_erase_customer);
ROUTE(http_list_erasures);
ROUTE(http_get_consents);
ROUTE(http_put_consents);
ROUTE(http_export_customer);

/* http_feedback.c */
ROUTE(http_tell_feedback);
ROUTE(http_list_feedback);
ROUTE(http_list_own_feedback);
ROUTE(http_answer_feedback);

/* http_lead.c, http_lead_import.c */
ROUTE(http_list_leads);
ROUTE(http_get_lead);
ROUTE(http_move_lead);
ROUTE(http_withdraw_lead);
ROUTE(http_import_leads);

/* http_print.c */
ROUTE(http_list_print_batches);
ROUTE(http_print_posted);
ROUTE(http_print_pdf);

/* http_calls.c */
ROUTE(http_list_calls);
ROUTE(http_claim_call);
ROUTE(http_record_call);

/* http_hook.c */
ROUTE(http_sms_hook);

/* http_sms_test.c */
ROUTE(http_sms_test);

/* http_campaign.c, http_campaign_ask.c */
ROUTE(http_list_campaigns);
ROUTE(http_get_campaign);
ROUTE(http_new_campaign);
ROUTE(http_put_campaign);
ROUTE(http_approve_campaign);
ROUTE(http_cancel_campaign);
ROUTE(http_test_campaign);
ROUTE(http_campaign_fields);
ROUTE(http_campaign_recipes);
ROUTE(http_count_campaign);
ROUTE(http_sample_campaign);
ROUTE(http_preview_campaign);

/* http_connector.c */
ROUTE(http_list_connectors);
ROUTE(http_add_connector);
ROUTE(http_change_connector);
ROUTE(http_remove_connector);
ROUTE(http_renew_connector);
ROUTE(http_try_connector);
ROUTE(http_connector_log);
ROUTE(http_replay_connector);
ROUTE(http_connector_hook);

/* http_news.c */
ROUTE(http_news);
ROUTE(http_all_news);
ROUTE(http_add_news);
ROUTE(http_change_news);
ROUTE(http_remove_news);
ROUTE(http_import_news);

#endif
