// SPDX-License-Identifier: Apache-2.0
// Settings of the fleet (name, approval limit, who gets messages, its managers) and of the
// manager who is logged in.
import { useEffect } from "preact/hooks";
import { centsOf, typedCents } from "../inspection/decimal";
import { Button, Notice, say, Skeleton } from "../kit/kit";
import { t, type Key } from "../lib/i18n";
import { carName } from "./menu";
import { Managers } from "./managers";
import { Own } from "./own";
import { useSending, type Send } from "./send";
import { account, cars, loadAccount, takeCars, watch } from "./store";
import type { FleetAccount, FleetCars } from "./types";

const CARS_MS = 60000;
const NO_LIMIT = -1;
const RECEIVERS = ["driver", "manager"] as const;

/** Only what was changed travels; null when the limit is no amount. */
function changesOf(form: FormData, fleet: FleetAccount): Record<string, string | number> | null {
  const change: Record<string, string | number> = {};
  const name = String(form.get("name")).trim();
  const typed = String(form.get("limit")).trim();
  const limit = typed ? centsOf(typed) : NO_LIMIT;
  const anchor = String(form.get("anchor") ?? "");
  if (limit === null) return null;
  if (name !== fleet.name) change.name = name;
  if (limit !== (fleet.approval_limit_cents ?? NO_LIMIT)) change.approval_limit_cents = limit;
  if (form.get("messages") !== fleet.messages) change.messages = String(form.get("messages"));
  if (anchor) change.anchor_id = anchor;
  return change;
}

/** The fleet began with the manager's own car; when that left, another takes its place. */
function Anchor() {
  useEffect(() => watch<FleetCars>("/v1/fleet/vehicles", CARS_MS, takeCars), []);
  return (
    <label>
      {t("fleet.anchor")}
      <select name="anchor">
        <option value="">{t("fleet.anchorNone")}</option>
        {cars.value?.vehicles.map((car) => (
          <option key={car.passport_id} value={car.passport_id}>
            {carName(car)}
          </option>
        ))}
      </select>
    </label>
  );
}

function Messages({ fleet }: { fleet: FleetAccount }) {
  return (
    <fieldset class="bare">
      <legend>{t("fleet.messages")}</legend>
      {RECEIVERS.map((who) => (
        <label key={who} class="inline">
          <input type="radio" name="messages" value={who} defaultChecked={who === fleet.messages} />
          {t(`fleet.messages.${who}` as Key)}
        </label>
      ))}
    </fieldset>
  );
}

function Fleet({ fleet }: { fleet: FleetAccount }) {
  const { wrong, setWrong, run } = useSending(() => void loadAccount());
  const { approval_limit_cents: limit } = fleet;

  async function submit(event: SubmitEvent) {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    const change = changesOf(form, fleet);
    if (!change) return setWrong(t("fleet.badLimit"));
    if (Object.keys(change).length === 0) return say(t("fleet.unchanged"));
    const body = { expected_version: fleet.version, ...change };
    const save = async (send: Send) =>
      (account.value = await send<FleetAccount>("PUT", "/v1/fleet", body));
    if (await run(save)) say(t("fleet.saved"));
  }
  return (
    <form
      class="card stack"
      onSubmit={(event) => void submit(event)}
      aria-label={t("fleet.account")}
    >
      <h2>{t("fleet.account")}</h2>
      {wrong && <Notice tone="error">{wrong}</Notice>}
      <label>
        {t("fleet.account.name")}
        <input name="name" required maxLength={120} pattern=".*\S.*" defaultValue={fleet.name} />
      </label>
      <label>
        {t("fleet.limit")}
        <input
          name="limit"
          inputMode="decimal"
          maxLength={15}
          defaultValue={limit === undefined ? "" : typedCents(limit)}
          aria-describedby="limit-help"
        />
      </label>
      <p id="limit-help" class="soft">
        {t("fleet.limitHelp")}
      </p>
      <Messages fleet={fleet} />
      {fleet.anchor_gone && <Anchor />}
      <div class="actions">
        <Button kind="primary" type="submit">
          {t("fleet.save")}
        </Button>
      </div>
    </form>
  );
}

export function Settings() {
  const fleet = account.value;
  return (
    <div class="stack page fleet-page">
      <h1>{t("fleet.nav.settings")}</h1>
      {!fleet && <Skeleton rows={6} />}
      {fleet && (
        <div class="settings-grid">
          <Fleet fleet={fleet} />
          <Managers fleet={fleet} />
          <Own />
        </div>
      )}
    </div>
  );
}
