/* SPDX-License-Identifier: Apache-2.0 */
/* The words of logging in, of the links in letters, and of what every page has. */
#include "base/err.h"
#include "gateway/pages/phrases.h"

/* clang-format off */
static const struct phrase PHRASES[] = {
	{ "product", { "Mijn auto", "My car" } },
	{ "nav", { "Uw pagina's", "Your pages" } },
	{ "nav_cars", { "Mijn auto's", "My cars" } },
	{ "nav_mine", { "Mijn gegevens", "My details" } },
	{ "sign_out", { "Uitloggen", "Log out" } },
	{ "login_title", { "Inloggen", "Log in" } },
	{ "login_who", { "Uw e-mailadres of inlognaam", "Your e-mail address or log-in name" } },
	{ "login_who_hint", {
		"Hebt u een auto bij een garage? Vul dan uw e-mailadres in.",
		"Do you have a car at a garage? Then enter your e-mail address." } },
	{ "login_send", { "Stuur mij een inloglink", "Send me a log-in link" } },
	{ "login_send_hint", {
		"U krijgt een e-mail met een link. U hebt geen wachtwoord nodig.",
		"You get an e-mail with a link. You need no password." } },
	{ "login_by_password", { "Inloggen met een wachtwoord", "Log in with a password" } },
	{ "password", { "Wachtwoord", "Password" } },
	{ "login_enter", { "Inloggen", "Log in" } },
	{ "login_refused", {
		"De gegevens kloppen niet. Controleer uw e-mailadres of inlognaam en uw wachtwoord.",
		"These details are not right. Check your e-mail address or log-in name and your password." } },
	{ "login_too_often", {
		"U hebt het te vaak geprobeerd. Wacht een minuut en probeer het dan opnieuw.",
		"You tried too often. Wait a minute and then try again." } },
	{ "login_busy", {
		"Inloggen lukt nu niet. Wacht een minuut en probeer het dan opnieuw.",
		"You cannot log in at the moment. Wait a minute and then try again." } },
	{ "login_needs_address", {
		"Vul uw e-mailadres in. Met een inlognaam logt u in met uw wachtwoord.",
		"Enter your e-mail address. With a log-in name you log in with your password." } },
	{ "login_sent_title", { "Kijk in uw e-mail", "Look in your e-mail" } },
	{ "login_sent", {
		"Kennen wij dit adres? Dan ligt er binnen een minuut een e-mail met een link in uw postvak:",
		"Do we know this address? Then an e-mail with a link is in your mailbox within a minute:" } },
	{ "login_sent_hint", {
		"De link werkt 10 minuten, \xc3\xa9\xc3\xa9n keer, en alleen in deze browser. Geen e-mail? Kijk bij ongewenste berichten.",
		"The link works for 10 minutes, once, and only in this browser. No e-mail? Look among the unwanted messages." } },
	{ "login_again", { "Vraag een nieuwe link", "Ask for a new link" } },
	{ "login_use", { "Druk op de knop om in te loggen.", "Press the button to log in." } },
	{ "login_dead_title", { "Deze link werkt niet meer", "This link no longer works" } },
	{ "login_dead", {
		"De link is al gebruikt, is te oud, of hoort bij een andere browser. Vraag een nieuwe aan.",
		"The link was used, is too old, or belongs to another browser. Ask for a new one." } },
	{ "back_to", { "Verder", "Continue" } },
	{ "gone_title", { "Dit is er niet (meer)", "This is not here (any more)" } },
	{ "gone", {
		"Deze link is gebruikt of verlopen, of dit is niet van u. Log in, of open de link uit het laatste bericht.",
		"This link was used or has expired, or this is not yours. Log in, or open the link of the latest message." } },
	{ "not_yet_title", { "Nog niet gelukt", "Not done yet" } },
	{ "not_yet", {
		"Wij konden dit nu niet vastleggen. Probeer het over een minuut nog een keer.",
		"We could not record this just now. Please try again in a minute." } },
	{ "no_more_title", { "Dit kan niet", "This is not possible" } },
	{ "no_more", { "Zoals het er nu voor staat, kan dit niet. Bel uw garage als u hulp nodig hebt.",
		       "As things stand, this is not possible. Call your garage if you need help." } },
	{ "TRANSFER_ENDED_title", { "Dit aanbod is voorbij", "This offer is over" } },
	{ "TRANSFER_ENDED", {
		"Het is al beantwoord, ingetrokken of verlopen.",
		"It was answered, taken back, or has lapsed." } },
	{ "TRANSFER_PENDING_title", { "Er loopt al een overdracht", "A transfer is already waiting" } },
	{ "TRANSFER_PENDING", {
		"Trek dat aanbod eerst in als u iets anders wilt.",
		"Take that offer back first if you want something else." } },
	{ "RECIPIENT_IS_HOLDER_title", { "Deze persoon heeft de auto al", "This person already has the car" } },
	{ "RECIPIENT_IS_HOLDER", {
		"Vul het e-mailadres van de nieuwe eigenaar in, niet dat van uzelf.",
		"Enter the new owner's e-mail address, not your own." } },
	{ "RECIPIENT_IS_FLEET_title", { "Dit adres hoort bij een wagenpark", "This address belongs to a fleet" } },
	{ "RECIPIENT_IS_FLEET", { "Vraag om een ander e-mailadres.", "Ask for another e-mail address." } },
	{ "OWNER_ONLY_title", { "Alleen de eigenaar kan dit", "Only the owner can do this" } },
	{ "OWNER_ONLY", { "U rijdt in deze auto, maar bent niet de eigenaar.", "You drive this car but do not own it." } },
	{ "FLEET_MANAGER_ONLY_title", { "Alleen uw wagenparkbeheerder kan dit", "Only your fleet manager can do this" } },
	{ "FLEET_MANAGER_ONLY", { "Deze auto is van een wagenpark.", "This car belongs to a fleet." } },
	{ "EMAIL_IN_USE_title", { "Dit e-mailadres is al in gebruik", "This e-mail address is already in use" } },
	{ "EMAIL_IN_USE", { "Kies een ander adres.", "Choose another address." } },
	{ "account_title", { "Mijn gegevens", "My details" } },
	{ "name", { "Naam", "Name" } },
	{ "phone", { "Telefoon", "Telephone" } },
	{ "street", { "Straat en huisnummer", "Street and number" } },
	{ "postcode", { "Postcode", "Postcode" } },
	{ "city", { "Plaats", "Town" } },
	{ "language", { "Taal", "Language" } },
	{ "save", { "Opslaan", "Save" } },
	{ "name_needed", { "Vul uw naam in.", "Enter your name." } },
	{ "email_pending", { "Wacht op bevestiging:", "Waits to be confirmed:" } },
	{ "email_change", { "Ander e-mailadres", "Another e-mail address" } },
	{ "email_new", { "Nieuw e-mailadres", "New e-mail address" } },
	{ "email_ask", { "Stuur een link naar dit adres", "Send a link to this address" } },
	{ "password_text", {
		"U kunt altijd inloggen met een link in uw e-mail. Een wachtwoord hoeft niet.",
		"You can always log in with a link in your e-mail. A password is not needed." } },
	{ "password_choose", { "Toch een wachtwoord kiezen", "Choose a password all the same" } },
	{ "password_change", { "Wachtwoord wijzigen", "Change the password" } },
	{ "password_current", { "Huidig wachtwoord", "Current password" } },
	{ "password_new", { "Nieuw wachtwoord", "New password" } },
	{ "password_weak", {
		"Kies een langer wachtwoord, bijvoorbeeld vier woorden achter elkaar.",
		"Choose a longer password, for example four words in a row." } },
	{ "password_wrong", { "Het huidige wachtwoord klopt niet.", "The current password is not right." } },
	{ "messages", { "Meldingen op uw telefoon", "Messages on your phone" } },
	{ "messages_text", {
		"Wij kunnen u op dit toestel laten weten dat uw auto aan de beurt is. U krijgt dan geen e-mail daarover.",
		"We can tell you on this device that it is your car's turn. You then get no e-mail about it." } },
	{ "messages_on", { "Meldingen aanzetten", "Switch messages on" } },
	{ "messages_are_on", { "Meldingen staan aan op dit toestel.", "Messages are on for this device." } },
	{ "messages_off", { "Meldingen uitzetten", "Switch messages off" } },
	{ "messages_problem", {
		"Dat is niet gelukt. Sta meldingen toe in uw browser en probeer het opnieuw.",
		"That did not work. Allow messages in your browser and try again." } },
	{ "messages_none", { "Overal uitzetten", "Switch off everywhere" } },
	{ "messages_none_text", {
		"U krijgt dan op geen enkel toestel meer meldingen van ons.",
		"You then get messages from us on no device any more." } },
	{ "messages_none_do", { "Overal uitzetten", "Switch off everywhere" } },
	{ "said_messages_off", { "Meldingen staan overal uit.", "Messages are off everywhere." } },
	{ "account_data", { "Uw gegevens meenemen of stoppen", "Take your data along, or stop" } },
	{ "account_download", { "Download mijn gegevens", "Download my data" } },
	{ "account_end", {
		"Wilt u stoppen? Open dan uw auto en kies onderaan: deze auto is niet meer van mij. Uw gegevens wissen kan hieronder.",
		"Do you want to stop? Open your car and choose at the bottom: this car is no longer mine. You can erase your data below." } },
	{ "terms", {
		"Ik ga akkoord met de voorwaarden",
		"I agree to the terms" } },
	{ "terms_read", { "Lees de voorwaarden", "Read the terms" } },
	{ "terms_text", {
		"Uw garage bewaart de gegevens van uw auto en van u om het onderhoud te doen. U ziet ze hier, kunt ze laten verbeteren en kunt altijd stoppen. Wij geven ze aan niemand anders.",
		"Your garage keeps the data of your car and of you to look after it. You see them here, can have them corrected and can stop at any time. We give them to nobody else." } },
	{ "terms_needed", { "Zet een vinkje bij de voorwaarden.", "Tick the box of the terms." } },
	{ "activate_title", { "Uw AutoPaspoort", "Your car passport" } },
	{ "activate_text", {
		"Met het AutoPaspoort ziet u wat er aan uw auto is gedaan, wat eraan komt en wat het kost. U maakt er afspraken mee.",
		"With the car passport you see what was done to your car, what is coming and what it costs. You book appointments with it." } },
	{ "activate_fleet", { "Deze auto is van", "This car belongs to" } },
	{ "activate_reminders", { /* activation@1 of consent_words.c, to the letter */
		"Stuur mij een bericht als mijn auto aan de beurt is voor APK of onderhoud.",
		"Send me a message when my car is due for its MOT test or service." } },
	{ "activate_habit", {
		"Bewaar hoe ik rijd, zodat de verwachting beter klopt",
		"Keep how I drive, so that predictions fit better" } },
	{ "activate", { "AutoPaspoort activeren", "Activate the car passport" } },
	{ "activate_not_mine", {
		"Is dit niet uw auto? Sluit deze pagina. Er gebeurt niets.",
		"Not your car? Close this page. Nothing happens." } },
	{ "activated_title", { "Uw AutoPaspoort is actief", "Your car passport is active" } },
	{ "activated", {
		"U kunt nu inloggen met uw e-mailadres. Een wachtwoord is niet nodig.",
		"You can log in with your e-mail address now. No password is needed." } },
	{ "fleet_activate_title", { "Uw wagenpark", "Your fleet" } },
	{ "fleet_activate_text", {
		"U beheert het wagenpark van uw bedrijf. Controleer of dit uw gegevens zijn.",
		"You manage your company's fleet. Check that these are your details." } },
	{ "fleet_activate", { "Account activeren", "Activate the account" } },
	{ "fleet_activated_title", { "Uw account is actief", "Your account is active" } },
	{ "fleet_activated", { "U kunt nu inloggen met uw e-mailadres.", "You can log in with your e-mail address now." } },
	{ "address_title", { "Uw nieuwe e-mailadres", "Your new e-mail address" } },
	{ "address_text", {
		"Druk op de knop om te bevestigen dat dit adres van u is. Daarna logt u hiermee in.",
		"Press the button to confirm that this address is yours. From then on you log in with it." } },
	{ "address_confirm", { "Dit adres is van mij", "This address is mine" } },
	{ "address_done_title", { "Uw adres is veranderd", "Your address is changed" } },
	{ "address_done", { "Log voortaan in met dit adres.", "From now on log in with this address." } },
	{ "offer_title", { "U krijgt een auto aangeboden", "A car is offered to you" } },
	{ "offer_given_title", { "U biedt deze auto aan", "You are offering this car" } },
	{ "offer_from", { "Aangeboden door", "Offered by" } },
	{ "offer_owner", { "U wordt de eigenaar van het AutoPaspoort van deze auto.", "You become the owner of this car's passport." } },
	{ "offer_driver", {
		"U wordt de bestuurder. De auto blijft van het wagenpark.",
		"You become the driver. The car stays in the fleet." } },
	{ "offer_along", { "Wat komt er mee?", "What comes along?" } },
	{ "offer_history", { "Bezoeken, kilometerstanden en APK", "Visits, odometer readings and APK" } },
	{ "offer_reports", { "Rapporten van inspecties", "Reports of inspections" } },
	{ "offer_no_prices", { "Prijzen van vroeger komen niet mee", "Earlier prices do not come along" } },
	{ "offer_no_persons", { "Persoonlijke gegevens komen nooit mee", "Personal data never come along" } },
	{ "offer_until", { "U kunt antwoorden tot en met", "You can answer until" } },
	{ "offer_keep", { "Welke garage blijft voor de auto zorgen?", "Which garage goes on looking after the car?" } },
	{ "offer_keep_hint", {
		"Een garage zonder vinkje ziet de auto niet meer.",
		"A garage without a tick no longer sees the car." } },
	{ "offer_reminders", { /* acceptance@1, likewise */
		"Stuur mij een bericht als mijn auto aan de beurt is voor APK of onderhoud.",
		"Send me a message when my car is due for its MOT test or service." } },
	{ "offer_accept", { "Ja, ik neem de auto aan", "Yes, I accept the car" } },
	{ "offer_decline", { "Nee, dank u", "No, thank you" } },
	{ "offer_login", {
		"Wilt u de auto aannemen? Log dan in met dit adres:",
		"Do you want to accept the car? Then log in with this address:" } },
	{ "offer_sent_title", { "Kijk in uw e-mail", "Look in your e-mail" } },
	{ "offer_sent", {
		"Wij hebben u een inloglink gestuurd. Open hem in deze browser. De auto staat dan bij uw auto's klaar.",
		"We sent you a log-in link. Open it in this browser. The car then waits among your cars." } },
	{ "offer_declined_title", { "U hebt de auto niet aangenomen", "You did not accept the car" } },
	{ "offer_declined", { "U hoeft niets meer te doen.", "There is nothing more to do." } },
	{ "offer_over", { "Dit aanbod is voorbij.", "This offer is over." } },
	{ "offer_waits", { "Wij wachten op antwoord van", "We are waiting for an answer from" } },
	{ "offer_nothing_moves", { "Tot dan verandert er niets.", "Until then nothing changes." } },
	{ "offer_remind", { "Stuur nog een herinnering", "Send another reminder" } },
	{ "offer_cancel", { "Aanbod intrekken", "Take the offer back" } },
};
/* clang-format on */

const struct phrase_set page_phrases_account = { PHRASES, COUNT_OF(PHRASES) };
