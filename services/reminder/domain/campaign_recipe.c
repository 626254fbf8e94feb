/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The recipes. Texts are what a garage may send as they are: B1 Dutch, "u", no promise
 * that a garage would have to keep without having made it (no prices, no discounts).
 */
#include "reminder/domain/campaign_recipe.h"

#include "base/mem.h"

/* clang-format off */
const struct campaign_recipe campaign_recipes[] = {
	{ "winter_tyres", "promotion",
	  "{\"all\":[{\"field\":\"car.category\",\"operator\":\"is\",\"value\":\"light\"},"
	  "{\"field\":\"history.work\",\"operator\":\"is_not\",\"value\":\"tyres\",\"months\":8},"
	  "{\"field\":\"history.last_visit\",\"operator\":\"within\",\"value\":36}]}",
	  { "Winterbanden", "in oktober en november, voor wie dit jaar nog geen banden kreeg",
	    "Klaar voor de winter, {voornaam}?",
	    "Het wordt kouder. Onder 7 graden remt u met winterbanden korter.\n\n"
	    "Wij wisselen de banden van uw {auto} graag voor u, en kijken meteen of ze nog goed zijn.",
	    "Tijd voor winterbanden op uw {auto}? Bel ons voor een afspraak.", "Maak een afspraak" },
	  { "Winter tyres", "in October and November, for cars without tyre work this year",
	    "Ready for winter, {voornaam}?",
	    "It is getting colder. Below 7 degrees you stop sooner on winter tyres.\n\n"
	    "We will gladly change the tyres of your {auto}, and check whether they are still good.",
	    "Time for winter tyres on your {auto}? Call us for an appointment.",
	    "Make an appointment" } },
	{ "air_conditioning", "promotion",
	  "{\"all\":[{\"field\":\"car.age\",\"operator\":\"at_least\",\"value\":3},"
	  "{\"field\":\"car.age\",\"operator\":\"at_most\",\"value\":14},"
	  "{\"field\":\"history.work\",\"operator\":\"is_not\",\"value\":\"periodic\",\"months\":6},"
	  "{\"field\":\"history.last_visit\",\"operator\":\"within\",\"value\":36}]}",
	  { "Airco", "in april en mei, voordat het warm wordt",
	    "Koelt uw airco nog goed?",
	    "Een airco verliest elk jaar wat koelmiddel.\n\nLaat ons de airco van uw {auto} nakijken. "
	    "Dan bent u klaar voor warme dagen.",
	    "Koelt de airco van uw {auto} nog goed? Wij kijken hem graag na.", "Maak een afspraak" },
	  { "Air conditioning", "in April and May, before it gets warm",
	    "Does your air conditioning still cool?",
	    "Air conditioning loses some coolant every year.\n\nLet us check that of your {auto}. "
	    "Then you are ready for warm days.",
	    "Does the air conditioning of your {auto} still cool? We will gladly check it.",
	    "Make an appointment" } },
	{ "apk_without_appointment", "reminder",
	  "{\"all\":[{\"field\":\"car.apk_expiry\",\"operator\":\"within\",\"value\":60},"
	  "{\"field\":\"appointment.any\",\"operator\":\"is\",\"value\":false}]}",
	  { "APK zonder afspraak", "altijd goed: de APK verloopt en er staat nog niets",
	    "De APK van uw {auto} verloopt bijna",
	    "De APK van {kenteken} verloopt binnenkort.\n\nMaak op tijd een afspraak. "
	    "Dan rijdt u zonder zorgen verder.",
	    "De APK van {kenteken} verloopt bijna. Bel ons voor een afspraak.", "Plan de APK" },
	  { "MOT without appointment", "always good: the MOT expires and nothing is booked",
	    "The MOT of your {auto} expires soon",
	    "The MOT of {kenteken} expires soon.\n\nMake an appointment in time. "
	    "Then you drive on without worries.",
	    "The MOT of {kenteken} expires soon. Call us for an appointment.", "Plan the MOT" } },
	{ "not_seen_18_months", "promotion",
	  "{\"all\":[{\"field\":\"history.last_visit\",\"operator\":\"longer_ago\",\"value\":18}]}",
	  { "18 maanden niet gezien", "wie lang niet is geweest, weer eens uitnodigen",
	    "Lang niet gezien, {voornaam}",
	    "U bent al een tijd niet bij ons geweest met uw {auto}.\n\n"
	    "Wij kijken uw auto graag weer eens na. U hoort vooraf wat het kost.",
	    "Lang niet gezien! Zullen wij uw {auto} weer eens nakijken?", "Maak een afspraak" },
	  { "Not seen for 18 months", "invite people who have not been for long",
	    "Long time no see, {voornaam}",
	    "You have not been with us with your {auto} for some time.\n\n"
	    "We will gladly check your car again. You hear beforehand what it costs.",
	    "Long time no see! Shall we check your {auto} again?", "Make an appointment" } },
	{ "open_advices", "reminder",
	  "{\"all\":[{\"field\":\"advice.worth\",\"operator\":\"at_least\",\"value\":200}]}",
	  { "Open adviezen boven € 200", "werk dat al is geadviseerd, en nog niet is gedaan",
	    "Nog open: advies voor uw {auto}",
	    "Bij de laatste controle van uw {auto} gaven wij u advies. Dat werk is nog niet gedaan.\n\n"
	    "Zullen wij een dag afspreken?",
	    "Er staat nog een advies open voor uw {auto}. Bel ons voor een afspraak.",
	    "Maak een afspraak" },
	  { "Open advices over € 200", "work that was advised and is not done yet",
	    "Still open: advice for your {auto}",
	    "At the last check of your {auto} we gave you advice. That work has not been done yet.\n\n"
	    "Shall we agree on a day?",
	    "There is advice open for your {auto}. Call us for an appointment.",
	    "Make an appointment" } },
	{ "trade_in", "promotion",
	  "{\"all\":[{\"field\":\"car.age\",\"operator\":\"at_least\",\"value\":8},"
	  "{\"field\":\"value.spent\",\"operator\":\"at_least\",\"value\":1000,\"months\":24},"
	  "{\"field\":\"contact.kind\",\"operator\":\"is\",\"value\":\"person\"}]}",
	  { "Occasionkandidaat", "oudere auto's waar veel aan is uitgegeven: tijd voor een andere?",
	    "Denkt u aan een andere auto?",
	    "Uw {auto} heeft al heel wat kilometers gemaakt.\n\n"
	    "Wij hebben goede gebruikte auto's staan en doen u graag een voorstel voor inruil.",
	    "Denkt u aan een andere auto dan uw {auto}? Kom eens langs.", "Bekijk het aanbod" },
	  { "Trade-in candidate", "older cars on which much was spent: time for another one?",
	    "Thinking of another car?",
	    "Your {auto} has come a long way.\n\n"
	    "We have good used cars and will gladly make you an offer.",
	    "Thinking of another car than your {auto}? Come and see.", "See what we have" } },
	{ "recall", "recall",
	  "{\"all\":[{\"field\":\"car.recall\",\"operator\":\"is\",\"value\":true}]}",
	  { "Terugroepactie", "veiligheid: gaat ook naar wie geen berichten wil",
	    "Terugroepactie voor uw {auto}",
	    "De fabrikant roept auto's zoals uw {auto} ({kenteken}) terug voor de veiligheid.\n\n"
	    "Het herstel is gratis. Maak snel een afspraak.",
	    "Terugroepactie voor {kenteken}: maak snel een afspraak. Herstel is gratis.",
	    "Maak een afspraak" },
	  { "Recall", "safety: also reaches those who want no messages",
	    "Recall of your {auto}",
	    "The maker calls cars such as your {auto} ({kenteken}) back for safety.\n\n"
	    "The repair is free. Make an appointment soon.",
	    "Recall of {kenteken}: make an appointment soon. The repair is free.",
	    "Make an appointment" } },
};
/* clang-format on */

const size_t campaign_recipes_count = COUNT_OF(campaign_recipes);
