// SPDX-License-Identifier: Apache-2.0
// How an inspector comes to a form: with an invitation, without one, or one that exists. What
// the gateway knows of the car is shown before a form is made.
import { useState } from "preact/hooks";
import { Badge, Button, Link, Notice } from "../../kit/kit";
import { Problem } from "../../lib/api";
import { day, t } from "../../lib/i18n";
import { go } from "../../lib/router";
import { findCars } from "../gateway";
import { startForm } from "../open";
import { Chips } from "../parts";
import { plainPlate, shownPlate } from "../plate";
import { worker } from "../session";
import type { Match, Prefill } from "../types";
import { FormRow } from "./forms";

export const ROOT = "/inspectie/";
const PREFILLS: Prefill[] = ["customer", "customer_all_ok", "blank"];

export function Start() {
  return (
    <div class="page stack">
      <h1>{t("inspection.title")}</h1>
      <nav class="entries" aria-label={t("inspection.entry.label")}>
        <Link class="entry" href={ROOT + "met-uitnodiging"}>
          <strong>{t("inspection.entry.invited")}</strong>
          <span>{t("inspection.entry.invitedHelp")}</span>
        </Link>
        <Link class="entry" href={ROOT + "zonder-uitnodiging"}>
          <strong>{t("inspection.entry.uninvited")}</strong>
          <span>{t("inspection.entry.uninvitedHelp")}</span>
        </Link>
        <Link class="entry" href={ROOT + "formulieren"}>
          <strong>{t("inspection.entry.all")}</strong>
          <span>{t("inspection.entry.allHelp")}</span>
        </Link>
      </nav>
    </div>
  );
}

function NewForm({
  plate,
  match,
  prefills = PREFILLS,
}: {
  plate?: string;
  match?: Match;
  prefills?: Prefill[];
}) {
  const [wrong, setWrong] = useState("");

  async function begin(prefill: Prefill) {
    const inspector = worker.value?.name ?? "";
    const id = await startForm({
      prefill,
      inspector,
      ...(plate ? { plate } : {}),
      ...(match ? { match } : {}),
    });
    if (id === "none") setWrong(t("inspection.new.noChecklist"));
    else go(ROOT + id);
  }

  return (
    <div class="stack">
      {wrong && <Notice tone="error">{wrong}</Notice>}
      <div class="new-form" role="group" aria-label={t("inspection.new.label")}>
        <span class="new-label">{t("inspection.new.label")}</span>
        {prefills.map((prefill) => (
          <Button key={prefill} class="big" onClick={() => void begin(prefill)}>
            {t(`inspection.new.${prefill}`)}
          </Button>
        ))}
      </div>
    </div>
  );
}

function Registration({ match, asked }: { match: Match; asked: boolean }) {
  const { registration } = match;
  if (registration?.status === "active" && registration.activated_at) {
    const date = day(registration.activated_at.slice(0, 10));
    return (
      <>
        <Notice tone="info">✓ {t("inspection.registration.active", { date })}</Notice>
        {registration.remarks && (
          <p>
            {t("inspection.registration.remarks")} “{registration.remarks}”
          </p>
        )}
      </>
    );
  }
  if (registration?.status === "invited") {
    const date = day(registration.invited_at.slice(0, 10));
    return <Notice tone="warning">{t("inspection.registration.invited", { date })}</Notice>;
  }
  return asked ? <Notice tone="warning">{t("inspection.registration.none")}</Notice> : null;
}

function Car({ match, plate, asked }: { match: Match; plate?: string; asked: boolean }) {
  const { vehicle, customer, forms = [] } = match;
  const shown = vehicle?.plate ?? plate;
  return (
    <article class="card stack" aria-label={`${vehicle?.make ?? ""} ${vehicle?.model ?? ""}`}>
      <h2>
        {shown && <span class="plate">{shownPlate(shown)}</span>}
        {vehicle?.make} {vehicle?.model}
        {vehicle?.first_admission && ` · ${vehicle.first_admission.slice(0, 4)}`}
      </h2>
      {customer && (
        <p>
          <strong>{customer.name}</strong>
          {customer.number && ` · ${t("inspection.customerNumber")} ${customer.number}`}
          {customer.city && ` · ${customer.city}`}
        </p>
      )}
      <Chips {...match} />
      <Registration match={match} asked={asked} />
      <NewForm {...(plate ? { plate } : {})} match={match} />
      {forms.length > 0 && (
        <section class="stack">
          <h3>{t("inspection.earlier", { n: forms.length })}</h3>
          <ul class="rows">
            {forms.map((head) => (
              <FormRow key={head.inspection_id} head={head} />
            ))}
          </ul>
        </section>
      )}
    </article>
  );
}

function Found({ matches, plate, asked }: { matches: Match[]; plate: string; asked: boolean }) {
  if (matches.length === 0) {
    return (
      <section class="card stack">
        <h2>
          {plate ? <span class="plate">{shownPlate(plate)}</span> : null} {t("inspection.notFound")}
        </h2>
        <p>{t("inspection.notFoundHelp")}</p>
        <NewForm {...(plate ? { plate } : {})} prefills={["blank"]} />
      </section>
    );
  }
  return (
    <>
      {matches.length > 1 && <Notice tone="warning">{t("inspection.twoCars")}</Notice>}
      {matches.map((match, i) => (
        <Car
          key={match.vehicle?.id ?? i}
          match={match}
          asked={asked}
          {...(plate ? { plate } : {})}
        />
      ))}
    </>
  );
}

type By = "plate" | "customer";

/** What a search came to; null = nothing was searched, "offline" = no answer. */
type Result = { matches: Match[]; plate: string } | "offline" | { wrong: string } | null;

async function lookUp(by: By, text: string): Promise<Result> {
  const plate = by === "plate" ? plainPlate(text) : "";
  try {
    return { matches: await findCars(by, by === "plate" ? plate : text.trim()), plate };
  } catch (cause) {
    if (!(cause instanceof Problem)) throw cause;
    if (cause.status === 0 || cause.status >= 500) return "offline";
    return { wrong: cause.detail || t("error.unexpected") };
  }
}

/** Looking up by customer number is part of ITK; a garage of which nothing is said has all. */
const mayByNumber = () => worker.value?.entitlements?.includes("itk") ?? true;

export function Search({ invited }: { invited: boolean }) {
  const [by, setBy] = useState<By>("plate");
  const [typed, setTyped] = useState("");
  const [result, setResult] = useState<Result>(null);
  const title = t(invited ? "inspection.entry.invited" : "inspection.entry.uninvited");

  async function submit(event: SubmitEvent) {
    event.preventDefault();
    if (by === "plate") setTyped(shownPlate(typed));
    setResult(await lookUp(by, typed));
  }

  return (
    <div class="page stack">
      <Link href={ROOT}>‹ {t("inspection.back")}</Link>
      <h1>{title}</h1>
      <form class="card search-form" onSubmit={(event) => void submit(event)}>
        {!invited && mayByNumber() && (
          <fieldset class="choice">
            <legend>{t("inspection.searchBy")}</legend>
            {(["plate", "customer"] as const).map((kind) => (
              <label key={kind} class="inline">
                <input type="radio" name="by" checked={by === kind} onChange={() => setBy(kind)} />
                {t(kind === "plate" ? "inspection.plate" : "inspection.customerNumber")}
              </label>
            ))}
          </fieldset>
        )}
        <label>
          {t(by === "plate" ? "inspection.plate" : "inspection.customerNumber")}
          <input
            class={by === "plate" ? "plate-input" : ""}
            value={typed}
            onInput={(event) => setTyped(event.currentTarget.value)}
            required
            maxLength={40}
            autocomplete="off"
            autocapitalize="characters"
            spellcheck={false}
            placeholder={by === "plate" ? "H-00-HZB" : ""}
          />
        </label>
        <Button kind="primary" type="submit" class="big">
          {t("inspection.search")}
        </Button>
      </form>
      <div class="stack" aria-live="polite">
        {result === "offline" && (
          <section class="card stack">
            <Notice tone="warning">{t("inspection.searchOffline")}</Notice>
            <NewForm plate={by === "plate" ? typed : ""} />
          </section>
        )}
        {result && result !== "offline" && "wrong" in result && (
          <Notice tone="error">{result.wrong}</Notice>
        )}
        {result && result !== "offline" && "matches" in result && (
          <Found {...result} asked={invited} />
        )}
      </div>
      {!invited && !result && (
        <section class="card stack">
          <h2>{t("inspection.new.blank")}</h2>
          <p>{t("inspection.new.blankHelp")}</p>
          <NewForm prefills={["blank"]} />
        </section>
      )}
      {invited && !result && <p class="soft">{t("inspection.entry.invitedHelp")}</p>}
      {result === null && <Badge tone="">{t("inspection.plateHint")}</Badge>}
    </div>
  );
}
