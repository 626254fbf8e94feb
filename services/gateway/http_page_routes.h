/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The routes of pages that customers, holders and managers open, one function each.
 * Included by http_routes.h alone. Thread: http.
 */
#ifndef BEURT_GATEWAY_HTTP_PAGE_ROUTES_H
#define BEURT_GATEWAY_HTTP_PAGE_ROUTES_H

#include "gateway/http_routes.h"

/* http_visit.c */
ROUTE(http_visit_page);
ROUTE(http_visit_move);
ROUTE(http_visit_cancel);
ROUTE(http_visit_file);
/* http_invite.c */
ROUTE(http_invite_page);
ROUTE(http_invite);
ROUTE(http_invite_move);
ROUTE(http_invite_cancel);
ROUTE(http_invite_file);

/* http_mine.c */
ROUTE(http_mine);
ROUTE(http_mine_photo);
ROUTE(http_mine_pdf);
ROUTE(http_mine_seen);

/* http_mine_ask.c */
ROUTE(http_mine_answers);
ROUTE(http_mine_mail);
ROUTE(http_mine_appointment);
ROUTE(http_mine_register);

/* http_customer.c */
ROUTE(http_unsubscribe_page);
ROUTE(http_unsubscribe);
/* http_news_stop.c */
ROUTE(http_news_stop_page);
ROUTE(http_news_stop);

/* http_preference.c */
ROUTE(http_preferences_page);
ROUTE(http_preferences);
ROUTE(http_own_preferences_page);
ROUTE(http_own_preferences);
ROUTE(http_own_erasure);

/* http_page.c */
ROUTE(http_page_style);
ROUTE(http_page_icon);
ROUTE(http_page_manifest);
ROUTE(http_page_script);
ROUTE(http_page_worker);
ROUTE(http_page_brand);
ROUTE(http_page_logo);

/* http_enter.c */
ROUTE(http_enter_page);
ROUTE(http_enter);
ROUTE(http_enter_link_page);
ROUTE(http_enter_link);
ROUTE(http_leave);

/* http_paper.c, http_paper_use.c */
ROUTE(http_paper_passport);
ROUTE(http_paper_fleet);
ROUTE(http_code_page);
ROUTE(http_code);

/* http_links.c */
ROUTE(http_activate_page);
ROUTE(http_activate);
ROUTE(http_fleet_activate_page);
ROUTE(http_fleet_activate);
ROUTE(http_address_page);
ROUTE(http_address);

/* http_help.c, http_feedback.c */
ROUTE(http_help);
ROUTE(http_help_short);
ROUTE(http_help_article);
ROUTE(http_feedback_page);
ROUTE(http_feedback);

/* http_lead_ask.c, http_lead_link.c */
ROUTE(http_lead_form_page);
ROUTE(http_lead_form);
ROUTE(http_garages_page);
ROUTE(http_garages);
ROUTE(http_lead_page);
ROUTE(http_lead_confirm);
ROUTE(http_lead_stop);

/* http_offer.c */
ROUTE(http_offer_link_page);
ROUTE(http_offer_link);
ROUTE(http_offer_page);
ROUTE(http_offer_answer);

/* http_holder.c */
ROUTE(http_holder_cars);
ROUTE(http_holder_car);
ROUTE(http_holder_lights);
ROUTE(http_holder_light);

/* http_holder_change.c */
ROUTE(http_holder_offering);
ROUTE(http_holder_offer);
ROUTE(http_holder_disown);
ROUTE(http_holder_unlink);

/* http_holder_account.c */
ROUTE(http_account_page);
ROUTE(http_account_save);
ROUTE(http_account_address);
ROUTE(http_account_password);
ROUTE(http_account_file);

/* http_holder_push.c */
ROUTE(http_push_on);
ROUTE(http_push_off);
ROUTE(http_push_none);

/* http_holder_book.c */
ROUTE(http_booking_page);
ROUTE(http_booking);

/* http_lights.c */
ROUTE(http_lights);
ROUTE(http_light);
ROUTE(http_mine_lights);
ROUTE(http_mine_light);

#endif
