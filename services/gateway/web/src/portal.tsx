// SPDX-License-Identifier: Apache-2.0
// The portal's shell: log-in or the frame of navigation around one screen. What the first
// screen does not need is fetched once that stands.
import { signal, useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { render } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { DealerList } from "./gen/api";
import { Button, Dialog, Link, Notice, Skeleton, Toasts } from "./kit/kit";
import { ask, online, type Problem } from "./lib/api";
import { language, setLanguage, t, type Key } from "./lib/i18n";
import { refusalOf } from "./lib/refusal";
import { go, path } from "./lib/router";
import { actFor, loadMe, me, signOut } from "./lib/session";
import { Customers } from "./screens/customers";
import { Inspections } from "./screens/inspections";
import { Intake } from "./screens/intake";
import { Login } from "./screens/login";
import { WeekList } from "./screens/weeklist";

type LaterScreens = typeof import("./screens/later");

const later = signal<LaterScreens | null>(null);
const laterWrong = signal(false);

async function fetchLater(): Promise<void> {
  try {
    later.value = await import("./screens/later");
  } catch {
    laterWrong.value = true;
  }
}

/** A screen of what is fetched later; an older page of a newer portal asks to be loaded anew. */
function Later({ name }: { name: Exclude<keyof LaterScreens, "Feedback"> }) {
  useEffect(() => void (later.value ?? fetchLater()), []);
  const View = later.value?.[name];
  if (View) return <View />;
  if (!laterWrong.value) return <Skeleton rows={8} />;
  return (
    <div class="page stack">
      <Notice tone="error">{t("error.newer")}</Notice>
      <div>
        <Button onClick={() => location.reload()}>{t("error.reload")}</Button>
      </div>
    </div>
  );
}

interface Screen {
  path: string;
  title: Key;
  view: () => ComponentChildren;
  /** the part of the product it belongs to */
  part?: "fleet" | "inspection";
  /** reached from another screen, not from the menu */
  isInside?: boolean;
  /** for the helpdesk alone */
  isHelpdesk?: boolean;
  /** for support alone, who has no other screen */
  isSupport?: boolean;
  /** the article that explains it */
  help?: string;
}

const SUPPORT = "/noodoverdrachten";

const SCREENS: Screen[] = [
  { path: "/", title: "nav.home", view: () => <Later name="Home" /> },
  { path: "/weeklijst", title: "nav.weeklist", view: () => <WeekList />, help: "weeklijst" },
  { path: "/bellijst", title: "nav.calls", view: () => <Later name="Calls" />, help: "bellijst" },
  { path: "/nieuwe-klanten", title: "nav.leads", view: () => <Later name="Leads" />, help: "nieuwe-klanten" },
  { path: "/drukwerk", title: "nav.printing", view: () => <Later name="Printing" />, help: "drukwerk" },
  { path: "/campagnes", title: "nav.campaigns", view: () => <Later name="Campaigns" />, help: "campagnes" },
  { path: "/afspraken", title: "nav.appointments", view: () => <Later name="Appointments" />, help: "afspraken" },
  { path: "/inspecties", title: "nav.inspections", view: () => <Inspections />, help: "inspectieformulier" },
  {
    path: "/klanten",
    help: "privacy",
    title: "nav.customers",
    view: () => (path.value.split("/")[2] ? <Later name="CustomerPages" /> : <Customers />),
  },
  {
    path: "/autopaspoorten",
    help: "autopaspoort-geven",
    title: "nav.passports",
    view: () => <Later name="Passports" />,
    part: "fleet",
  },
  {
    path: "/wagenparken",
    help: "wagenparken",
    title: "fleets.title",
    view: () => <Later name="Fleets" />,
    isInside: true,
  },
  { path: "/resultaten", title: "nav.results", view: () => <Later name="Results" />, help: "resultaten" },
  { path: "/intake", title: "nav.intake", view: () => <Intake />, help: "aangeleverde-facturen" },
  { path: "/netwerk", title: "nav.network", view: () => <Later name="Network" />, isHelpdesk: true },
  { path: SUPPORT, title: "nav.support", view: () => <Later name="Support" />, isSupport: true, help: "noodoverdrachten" },
  { path: "/beheer", title: "nav.settings", view: () => <Later name="Settings" />, help: "instellingen" },
];

function screenOf(at: string): Screen | undefined {
  return SCREENS.find((screen) => at === screen.path || at.startsWith(screen.path + "/"));
}

/** A garage of which nothing is said uses every part. */
const uses = (screen: Screen) =>
  !screen.part || (me.value?.entitlements?.includes(screen.part) ?? true);

const isSupport = () => me.value?.role === "support";

const mayOpen = (screen: Screen) =>
  (screen.isSupport ?? false) === isSupport() && (!screen.isHelpdesk || me.value?.role === "helpdesk");

/** Documents that name a garage nobody knows are kept here. */
const UNKNOWN_DEALER = "unknown";

/** Helpdesk: which garage to look into, with the reason that the audit keeps. */
function ChooseDealer({ onClose }: { onClose: () => void }) {
  const [found, setFound] = useState<DealerList["dealers"]>([]);
  const [wrong, setWrong] = useState("");

  async function find(text: string) {
    setFound((await ask<DealerList>(`/v1/dealers?query=${encodeURIComponent(text)}`)).body.dealers);
  }
  useEffect(() => void find("").catch((cause: Problem) => setWrong(refusalOf(cause))), []);

  async function submit(event: SubmitEvent) {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    try {
      await actFor(String(form.get("dealer")), String(form.get("reason")));
      onClose();
      go(form.get("dealer") === UNKNOWN_DEALER ? "/intake" : "/weeklijst");
    } catch (cause) {
      setWrong(refusalOf(cause as Problem));
    }
  }

  return (
    <Dialog title={t("helpdesk.choose")} onClose={onClose}>
      <form class="stack" onSubmit={submit}>
        {wrong && <Notice tone="error">{wrong}</Notice>}
        <label>
          {t("helpdesk.dealer")}
          <select name="dealer" required>
            {found.map((dealer) => (
              <option key={dealer.dealer} value={dealer.dealer}>
                {dealer.name} ({dealer.dealer})
              </option>
            ))}
            <option value={UNKNOWN_DEALER}>{t("helpdesk.unknown")}</option>
          </select>
        </label>
        <label>
          {t("helpdesk.reason")}
          <input name="reason" required maxLength={200} />
        </label>
        <div class="actions">
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button kind="primary" type="submit">
            {t("helpdesk.open")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** On a phone the menu scrolls sideways: to where one is. */
function showPlace(): void {
  const link = document.querySelector<HTMLElement>("header.bar [aria-current=page]");
  const menu = link?.parentElement;
  if (link && menu) menu.scrollLeft = link.offsetLeft - menu.offsetLeft - menu.clientWidth / 3;
}

function Frame({ screen }: { screen: Screen }) {
  const choosing = useSignal(false);
  const telling = useSignal(false);
  const Feedback = later.value?.Feedback;
  const user = me.value!;
  const mayChoose = user.role === "helpdesk";
  useEffect(() => {
    document.title = `${t(screen.title)} · Beurt`;
    showPlace();
  }, [screen, language.value]);

  return (
    <div class="frame">
      <a class="skip" href="#main">
        {t("nav.skip")}
      </a>
      <header class="bar">
        <span class="brand-mark" aria-hidden="true">
          Beurt
        </span>
        <nav aria-label={t("nav.label")}>
          {SCREENS.filter((entry) => !entry.isInside && uses(entry) && mayOpen(entry)).map((entry) => (
            <Link
              key={entry.path}
              href={entry.path}
              aria-current={entry === screen ? "page" : undefined}
            >
              {t(entry.title)}
            </Link>
          ))}
        </nav>
        <div class="bar-user">
          <span class="bar-dealer">{user.dealer_name ?? (isSupport() ? "" : t("helpdesk.none"))}</span>
          {mayChoose && (
            <Button kind="quiet" onClick={() => (choosing.value = true)}>
              {t("helpdesk.switch")}
            </Button>
          )}
          <span class="soft">{user.name}</span>
          <Button
            kind="quiet"
            lang={language.value === "nl" ? "en" : "nl"}
            onClick={() => setLanguage(language.value === "nl" ? "en" : "nl")}
          >
            {language.value === "nl" ? "English" : "Nederlands"}
          </Button>
          <a class="button quiet" href={`/hulp${screen.help ? `/${screen.help}` : ""}?voor=garage&lang=${language.value}`} target="_blank" rel="noopener">
            {t("nav.help")}
          </a>
          {Feedback && user.dealer && (
            <Button kind="quiet" onClick={() => (telling.value = true)}>
              {t("feedback.open")}
            </Button>
          )}
          <Button kind="quiet" onClick={() => void signOut()}>
            {t("nav.signOut")}
          </Button>
        </div>
      </header>
      {!online.value && <Notice tone="warning">{t("error.unreachable")}</Notice>}
      <main id="main" tabIndex={-1}>
        {mayChoose && !user.dealer && screen.path !== "/intake" && !screen.isHelpdesk ? (
          <div class="empty">
            <h1>{t("helpdesk.choose")}</h1>
            <Button kind="primary" onClick={() => (choosing.value = true)}>
              {t("helpdesk.switch")}
            </Button>
          </div>
        ) : (
          <div key={user.dealer ?? ""}>{screen.view()}</div>
        )}
      </main>
      {telling.value && Feedback && <Feedback onClose={() => (telling.value = false)} />}
      {choosing.value && <ChooseDealer onClose={() => (choosing.value = false)} />}
      <Toasts />
    </div>
  );
}

/** Whose work is on pages of their own, and where. */
const ELSEWHERE: Record<string, string> = {
  inspector: "/inspectie/",
  holder: "/mijn",
  fleet_manager: "/wagenpark/",
};

function Portal() {
  const screen = screenOf(path.value);
  const elsewhere = ELSEWHERE[me.value?.role ?? ""];
  useEffect(() => {
    if (elsewhere) location.replace(elsewhere);
    else if (me.value && !(screen && mayOpen(screen))) go(isSupport() ? SUPPORT : "/", "replace");
  }, [path.value, me.value]);
  useEffect(() => {
    if (me.value && !elsewhere) requestIdleCallback(() => void fetchLater());
  }, [!!me.value]);
  if (me.value === undefined) return null;
  if (me.value === null) return <Login />;
  return screen && !elsewhere && mayOpen(screen) ? <Frame screen={screen} /> : null;
}

void loadMe();
render(<Portal />, document.getElementById("app")!);
