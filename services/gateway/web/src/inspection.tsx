// SPDX-License-Identifier: Apache-2.0
// The tablet's shell: starts without a network, keeps working without a log-in, and says when
// there is a newer version of itself.
import { signal } from "@preact/signals";
import { render } from "preact";
import { useEffect, useState } from "preact/hooks";
import { countWaiting, photosWaiting, reach, waiting } from "./inspection/device";
import { FormScreen } from "./inspection/screens/form";
import { Forms } from "./inspection/screens/forms";
import { ROOT, Search, Start } from "./inspection/screens/start";
import { arrive, begin, heldFor, leave, worker } from "./inspection/session";
import { startSync } from "./inspection/sync";
import { Button, Dialog, Link, Notice, Toasts } from "./kit/kit";
import { language, setLanguage, t } from "./lib/i18n";
import { go, path } from "./lib/router";
import { me } from "./lib/session";
import { Login } from "./screens/login";

const UUID = /^[0-9a-f]{8}-[0-9a-f-]{27}$/;

/** A newer shell that waits to take over. */
const newShell = signal<ServiceWorker | null>(null);

function watchShell(registration: ServiceWorkerRegistration): void {
  const look = () => {
    if (registration.waiting && navigator.serviceWorker.controller) {
      newShell.value = registration.waiting;
    }
  };
  look();
  registration.addEventListener("updatefound", () => {
    registration.installing?.addEventListener("statechange", look);
  });
}

function takeNewShell(): void {
  navigator.serviceWorker.addEventListener("controllerchange", () => location.reload());
  newShell.value?.postMessage("skip-waiting");
}

/** Log out only when nothing would be lost, or when somebody says that it may. */
function LeaveDialog({ onClose }: { onClose: () => void }) {
  const unsent = waiting.value.length;
  const photos = photosWaiting.value;
  return (
    <Dialog title={t("inspection.leave.title")} onClose={onClose}>
      <div class="stack">
        {unsent + photos > 0 ? (
          <Notice tone="error">{t("inspection.leave.unsent", { n: unsent, photos })}</Notice>
        ) : (
          <p>{t("inspection.leave.sent")}</p>
        )}
        <div class="actions">
          <Button class="big" onClick={onClose}>
            {t("cancel")}
          </Button>
          <Button
            kind={unsent + photos > 0 ? "danger" : "primary"}
            class="big"
            onClick={() => void leave().then(onClose)}
          >
            {unsent + photos > 0 ? t("inspection.leave.anyway") : t("nav.signOut")}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

function Bar({ onSignIn }: { onSignIn: () => void }) {
  const [leaving, setLeaving] = useState(false);
  return (
    <header class="bar">
      <Link class="brand-mark" href={ROOT}>
        Beurt
      </Link>
      <span class="bar-dealer">{worker.value?.dealer_name}</span>
      <div class="bar-user">
        <span class="soft">{worker.value?.name}</span>
        <Button
          kind="quiet"
          lang={language.value === "nl" ? "en" : "nl"}
          onClick={() => setLanguage(language.value === "nl" ? "en" : "nl")}
        >
          {language.value === "nl" ? "English" : "Nederlands"}
        </Button>
        {worker.value?.role !== undefined && (worker.value.role as string) !== "inspector" && (
          <a class="button quiet" href="/weeklijst">
            {t("inspection.toPortal")}
          </a>
        )}
        <Button kind="quiet" onClick={() => setLeaving(true)}>
          {t("nav.signOut")}
        </Button>
      </div>
      {leaving && <LeaveDialog onClose={() => setLeaving(false)} />}
      <Banners onSignIn={onSignIn} />
    </header>
  );
}

function Banners({ onSignIn }: { onSignIn: () => void }) {
  return (
    <div class="banners">
      {newShell.value && (
        <Notice tone="info">
          {t("inspection.newShell")}{" "}
          <Button onClick={takeNewShell}>{t("inspection.newShell.take")}</Button>
        </Notice>
      )}
      {reach.value === "offline" && <Notice tone="warning">{t("inspection.offlineBanner")}</Notice>}
      {reach.value === "sign_in" && (
        <Notice tone="warning">
          {t("inspection.signIn")} <Button onClick={onSignIn}>{t("login.submit")}</Button>
        </Notice>
      )}
      {reach.value === "other_garage" && (
        <Notice tone="error">
          {t("inspection.otherGarage", { name: heldFor.value ?? "" })}{" "}
          <Button onClick={onSignIn}>{t("login.submit")}</Button>
        </Notice>
      )}
    </div>
  );
}

function Screen() {
  const rest = path.value.startsWith(ROOT) ? path.value.slice(ROOT.length) : "";
  if (UUID.test(rest)) return <FormScreen key={rest} id={rest} />;
  if (rest === "met-uitnodiging") return <Search key={rest} invited={true} />;
  if (rest === "zonder-uitnodiging") return <Search key={rest} invited={false} />;
  if (rest === "formulieren") return <Forms />;
  return <Start />;
}

/** Log in again without leaving the form: what is on screen stays. */
function useSignIn() {
  const [isAsking, setAsking] = useState(false);
  useEffect(() => {
    if (!me.value) return;
    setAsking(false);
    if (reach.value !== "online" || !worker.value) void arrive(me.value);
  }, [me.value]);
  return { isAsking, ask: () => setAsking(true) };
}

function Tablet() {
  const { isAsking, ask } = useSignIn();
  useEffect(() => {
    document.title = `${t("inspection.title")} · Beurt`;
  }, [language.value]);
  if (worker.value === undefined) return null;
  if (worker.value === null || isAsking) return <Login />;
  return (
    <div class="frame">
      <a class="skip" href="#main">
        {t("nav.skip")}
      </a>
      <Bar onSignIn={ask} />
      <main id="main" tabIndex={-1}>
        <Screen />
      </main>
      <Toasts />
    </div>
  );
}

if (!path.value.startsWith(ROOT)) go(ROOT, "replace");
document.documentElement.lang = language.value;
render(<Tablet />, document.getElementById("app")!);
void countWaiting();
void begin().then(startSync);
void navigator.storage?.persist?.();
void navigator.serviceWorker
  ?.register(ROOT + "worker.js", { scope: ROOT })
  .then(watchShell)
  .catch((cause) => console.error(cause));
