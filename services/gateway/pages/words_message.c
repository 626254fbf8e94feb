/* SPDX-License-Identifier: Apache-2.0 */
/* The words of what was sent to somebody about their car. */
#include "base/err.h"
#include "gateway/pages/phrases.h"

/* clang-format off */
static const struct phrase PHRASES[] = {
	{ "car_messages", { "Berichten over deze auto", "Messages about this car" } },
	{ "car_no_messages", {
		"Er zijn u nog geen berichten over deze auto gestuurd.",
		"You have been sent no messages about this car yet." } },
	{ "sent_apk", { "Herinnering aan de APK", "APK reminder" } },
	{ "sent_service", { "Uitnodiging voor onderhoud", "Invitation for service" } },
	{ "sent_apk_service", { "Uitnodiging voor onderhoud met APK", "Invitation for service with APK" } },
	{ "sent_invitation", { "Uitnodiging voor onderhoud of APK", "Invitation for service or APK" } },
	{ "sent_advice", { "Herinnering aan een advies", "Reminder of an advice" } },
	{ "sent_campaign", { "Aanbod van de garage", "Offer of the garage" } },
	{ "sent_inspection_advice", { "Adviezen met prijzen", "Advice with prices" } },
	{ "sent_inspection_report", { "Rapport van de inspectie", "Report of the inspection" } },
	{ "sent_inspection_update", { "Het rapport is aangepast", "The report was changed" } },
	{ "sent_inspection_answers", { "Bevestiging van uw antwoorden", "Confirmation of your answers" } },
	{ "sent_inspection_data", { "De gegevens die u vroeg", "The data you asked for" } },
	{ "sent_inspection_invitation", { "Uitnodiging voor een inspectie", "Invitation for an inspection" } },
	{ "sent_passport_invitation", { "Uw AutoPaspoort", "Your car passport" } },
	{ "sent_transfer_offer", { "Een auto voor u", "A car for you" } },
	{ "sent_transfer_reminder", { "Herinnering aan de overdracht", "Reminder of the transfer" } },
	{ "sent_transfer_status", { "Hoe het staat met de overdracht", "How the transfer stands" } },
	{ "sent_transfer_done", { "De overdracht is klaar", "The transfer is done" } },
	{ "sent_appointment_confirmed", { "Bevestiging van uw afspraak", "Confirmation of your appointment" } },
	{ "sent_appointment_moved", { "Uw afspraak is verzet", "Your appointment was moved" } },
	{ "sent_appointment_cancelled", { "Uw afspraak is afgezegd", "Your appointment was called off" } },
	{ "sent_appointment_reminder", { "Herinnering aan uw afspraak", "Reminder of your appointment" } },
	{ "sent_other", { "Bericht van de garage", "Message of the garage" } },
	{ "by_email", { "per e-mail", "by e-mail" } },
	{ "by_sms", { "per sms", "by text message" } },
	{ "by_push", { "op uw telefoon", "on your phone" } },
	{ "by_letter", { "per brief", "by letter" } },
	{ "by_card", { "per kaart", "by card" } },
	{ "by_phone", { "per telefoon", "by telephone" } },
	{ "went_sent", { "verstuurd", "sent" } },
	{ "went_failed", { "niet aangekomen", "did not arrive" } },
	{ "went_bounced", { "niet aangekomen", "did not arrive" } },
	{ "went_uncertain", { "verstuurd, misschien niet aangekomen", "sent, perhaps not arrived" } },
};
/* clang-format on */

const struct phrase_set page_phrases_message = { PHRASES, COUNT_OF(PHRASES) };
