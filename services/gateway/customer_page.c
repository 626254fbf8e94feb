/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Decides what a customer reads: plain words, one thing a page, large enough to press.
 */
#include "gateway/customer_page.h"

enum form { FORM_NONE, FORM_STOP, FORM_RESUME, FORM_AGAIN };

struct words {
	const char *title;
	const char *text;
	enum form form;
};

/* clang-format off */
static const struct words WORDS[][2] = {
	[CUSTOMER_STOP] = {
		{ "Berichten stoppen",
		  "Wilt u geen onderhoudsberichten meer van uw garage? Kies wat u wilt "
		  "stoppen en druk op de knop.", FORM_STOP },
		{ "Stop messages",
		  "No more service messages from your garage? Choose what to stop and press "
		  "the button.", FORM_STOP },
	},
	[CUSTOMER_STOPPED] = {
		{ "Het is geregeld", "U krijgt deze berichten niet meer. Dit geldt vanaf nu.",
		  FORM_RESUME },
		{ "Done", "You will not get these messages any more, from now on.",
		  FORM_RESUME },
	},
	[CUSTOMER_RESUMED] = {
		{ "Het is geregeld", "U krijgt deze berichten weer.", FORM_STOP },
		{ "Done", "You will get these messages again.", FORM_STOP },
	},
	[CUSTOMER_TRY_AGAIN] = {
		{ "Nog niet gelukt",
		  "Wij konden uw keuze nu niet vastleggen. Probeer het over een minuut nog "
		  "een keer.", FORM_AGAIN },
		{ "Not done yet",
		  "We could not record your choice just now. Please try again in a minute.",
		  FORM_AGAIN },
	},
	[CUSTOMER_NO_SUCH_LINK] = {
		{ "Deze link werkt niet",
		  "Open de link uit het laatste bericht dat u van ons kreeg, of bel uw garage.",
		  FORM_NONE },
		{ "This link does not work",
		  "Open the link of the latest message you got from us, or call your garage.",
		  FORM_NONE },
	},
};

/* Pages that read differently when the link is about one car. */
static const struct words CAR_WORDS[][2] = {
	[CUSTOMER_STOP] = {
		{ "Deze auto is niet meer van mij",
		  "Hebt u deze auto niet meer? Druk op de knop. Dan schrijven wij u er niet "
		  "meer over.", FORM_STOP },
		{ "This car is no longer mine",
		  "Is this car no longer yours? Press the button, and we will not write to "
		  "you about it again.", FORM_STOP },
	},
	[CUSTOMER_STOPPED] = {
		{ "Het is geregeld",
		  "Wij schrijven u niet meer over deze auto. Dit geldt vanaf nu.",
		  FORM_RESUME },
		{ "Done", "We will not write to you about this car any more, from now on.",
		  FORM_RESUME },
	},
	[CUSTOMER_RESUMED] = {
		{ "Het is geregeld", "Wij schrijven u weer over deze auto.", FORM_STOP },
		{ "Done", "We will write to you about this car again.", FORM_STOP },
	},
};
/* clang-format on */

struct labels {
	const char *this_kind;
	const char *all;
	const char *stop;
	const char *resume;
	const char *again;
};

/* clang-format off */
static const struct labels LABELS[] = {
	{ "alleen dit soort berichten", "alle berichten die geen opdracht of afspraak betreffen",
	  "Stop deze berichten", "Toch weer ontvangen", "Probeer opnieuw" },
	{ "only this kind of message", "all messages that are not about an order or appointment",
	  "Stop these messages", "Receive them again", "Try again" },
};
static const struct labels CAR_LABELS[] = {
	{ "", "", "Niet meer mijn auto", "Toch mijn auto", "Probeer opnieuw" },
	{ "", "", "No longer my car", "My car after all", "Try again" },
};
/* clang-format on */

static void write_choice(struct strbuf *out, const char *value, const char *label,
			 const char *checked)
{
	strbuf_addf(out,
		    "<p><label><input type=\"radio\" name=\"scope\" value=\"%s\"%s> %s"
		    "</label></p>\n",
		    value, checked, label);
}

static void write_form(const struct customer_view *view, enum form form,
		       struct strbuf *out)
{
	const struct labels *labels =
		view->one_car ? &CAR_LABELS[view->language] : &LABELS[view->language];
	const char *button = form == FORM_STOP     ? labels->stop
			     : form == FORM_RESUME ? labels->resume
						   : labels->again;
	if (form == FORM_NONE)
		return;
	strbuf_addf(out, "<form method=\"post\" action=\"/u/%s?lang=%s%s\">\n",
		    view->token, view->language == CUSTOMER_ENGLISH ? "en" : "nl",
		    view->one_car ? "&amp;about=car" : "");
	if (!view->one_car && (form == FORM_STOP || form == FORM_AGAIN)) {
		write_choice(out, "purpose", labels->this_kind, " checked");
		write_choice(out, "all", labels->all, "");
	}
	strbuf_addf(out,
		    "<p><button name=\"action\" value=\"%s\">%s</button></p>\n</form>\n",
		    form == FORM_RESUME ? "grant" : "withdraw", button);
}

void customer_page_write(const struct customer_view *view, struct strbuf *out)
{
	bool car = view->one_car && view->page <= CUSTOMER_RESUMED;
	const struct words *words = car ? &CAR_WORDS[view->page][view->language]
					: &WORDS[view->page][view->language];
	const char *language = view->language == CUSTOMER_ENGLISH ? "en" : "nl";
	strbuf_addf(
		out,
		"<!doctype html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n"
		"<meta name=\"viewport\" content=\"width=device-width\">\n"
		"<meta name=\"color-scheme\" content=\"light dark\">\n"
		"<title>%s</title>\n<link rel=\"stylesheet\" href=\"/customer.css\">\n"
		"</head>\n<body>\n<main>\n<h1>%s</h1>\n<p>%s</p>\n",
		language, words->title, words->title, words->text);
	write_form(view, words->form, out);
	strbuf_add(out, "</main>\n</body>\n</html>\n");
}

const char *customer_page_style(void)
{
	return ":root{color-scheme:light dark;font:18px/1.5 system-ui,sans-serif}\n"
	       "body{margin:0;padding:1.5rem}main{max-width:34rem;margin:0 auto}\n"
	       "h1{font-size:1.5rem}label{display:block;padding:.4rem 0}\n"
	       "button{font:inherit;min-height:48px;padding:.6rem 1.2rem;"
	       "border:2px solid;border-radius:8px;background:CanvasText;"
	       "color:Canvas;cursor:pointer}\n"
	       "button:focus-visible,input:focus-visible{outline:3px solid Highlight;"
	       "outline-offset:2px}\n";
}
