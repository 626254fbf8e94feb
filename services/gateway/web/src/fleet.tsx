// SPDX-License-Identifier: Apache-2.0
// The fleet manager's dashboard: the frame around the list of cars, the transfers and the
// settings. Who is not logged in as a manager goes to the log-in page that all share.
import { render } from "preact";
import { useEffect } from "preact/hooks";
import { Cars } from "./fleet/cars";
import { Drawer } from "./fleet/drawer";
import { hrefOf, openCar, ROOT, screenNow, type Screen } from "./fleet/place";
import { refusal } from "./fleet/refusal";
import { Settings } from "./fleet/settings";
import { account, loadAccount, takeTransfers, transfers, unread, watch } from "./fleet/store";
import { Transfers } from "./fleet/transfers";
import type { TransferPage } from "./fleet/types";
import { Unlink } from "./fleet/unlink";
import { Wizard } from "./fleet/wizard";
import { asked } from "./fleet/menu";
import type { Me } from "./gen/api";
import { Button, Link, Notice, Toasts } from "./kit/kit";
import { ask, setSignedOut, type Problem } from "./lib/api";
import { language, setLanguage, t, type Key } from "./lib/i18n";
import { arrive, me, signOut } from "./lib/session";

const TRANSFERS_MS = 30000;
const AGAIN_MS = 3000;
const TITLES: Record<Screen, Key> = {
  cars: "fleet.nav.cars",
  transfers: "fleet.nav.transfers",
  settings: "fleet.nav.settings",
};

/** After logging in it goes on where it was. */
function toLogin(): void {
  location.replace(`/inloggen?naar=${encodeURIComponent(location.pathname + location.search)}`);
}

/** Without an answer nobody is sent away: it is asked again. */
async function begin(): Promise<void> {
  try {
    arrive((await ask<Me>("/v1/me")).body);
    unread.value = null;
  } catch (cause) {
    unread.value = cause as Problem;
    if (unread.value.status !== 401) setTimeout(() => void begin(), AGAIN_MS);
  }
}

async function leave(): Promise<void> {
  await signOut();
  location.replace("/inloggen");
}

function Nav({ screen }: { screen: Screen }) {
  const waiting = transfers.value?.filter((one) => one.status === "pending").length ?? 0;
  return (
    <nav aria-label={t("nav.label")}>
      {(Object.keys(TITLES) as Screen[]).map((name) => (
        <Link key={name} href={hrefOf(name)} aria-current={name === screen ? "page" : undefined}>
          {t(TITLES[name])}
          {name === "transfers" && waiting > 0 && (
            <span class="badge no nav-count">{t("fleet.transfers.waiting", { n: waiting })}</span>
          )}
        </Link>
      ))}
    </nav>
  );
}

function Bar({ screen }: { screen: Screen }) {
  const other = language.value === "nl" ? "en" : "nl";
  return (
    <header class="bar">
      <Link class="brand-mark" href={ROOT} aria-label={`Beurt, ${t("fleet.nav.cars")}`}>
        Beurt
      </Link>
      <Nav screen={screen} />
      <div class="bar-user">
        <span class="bar-dealer">{account.value?.name}</span>
        <span class="soft">{me.value?.name}</span>
        <Button kind="quiet" lang={other} onClick={() => setLanguage(other)}>
          {other === "en" ? "English" : "Nederlands"}
        </Button>
        <Button kind="quiet" onClick={() => void leave()}>
          {t("nav.signOut")}
        </Button>
      </div>
    </header>
  );
}

/** What was asked for a car: one at a time, over the list or over its drawer. */
function Asked() {
  const { value } = asked;
  const close = () => (asked.value = null);
  if (!value) return null;
  if (value.what === "transfer") return <Wizard car={value.car} onClose={close} />;
  return <Unlink car={value.car} onClose={close} />;
}

function Frame() {
  const screen = screenNow();
  const car = openCar();
  useEffect(() => {
    document.title = `${t(TITLES[screen])} · Beurt`;
  }, [screen, language.value]);
  useEffect(() => watch<TransferPage>("/v1/transfers", TRANSFERS_MS, takeTransfers), []);
  useEffect(() => void loadAccount(), []);
  return (
    <div class="frame">
      <a class="skip" href="#main">
        {t("nav.skip")}
      </a>
      <Bar screen={screen} />
      {unread.value && <Notice tone="warning">{refusal(unread.value)}</Notice>}
      <main id="main" tabIndex={-1}>
        {screen === "cars" && <Cars />}
        {screen === "transfers" && <Transfers />}
        {screen === "settings" && <Settings />}
      </main>
      {car && <Drawer key={car} id={car} />}
      <Asked />
      <Toasts />
    </div>
  );
}

const isManager = (user: Me): boolean => user.role === "fleet_manager";

function Dashboard() {
  useEffect(() => {
    if (me.value && !isManager(me.value)) toLogin();
  }, [me.value]);
  if (me.value) return isManager(me.value) ? <Frame /> : null;
  const cause = unread.value;
  return cause && cause.status !== 401 ? <Notice tone="warning">{refusal(cause)}</Notice> : null;
}

setSignedOut(toLogin);
void begin();
render(<Dashboard />, document.getElementById("app")!);
