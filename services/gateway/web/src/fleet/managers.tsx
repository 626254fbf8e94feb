// SPDX-License-Identifier: Apache-2.0
// Who runs the fleet. Another manager is asked by mail; the last one stays (domain.md 3d-9.12).
import { useState } from "preact/hooks";
import { Badge, Button, Dialog, Notice, say } from "../kit/kit";
import { t } from "../lib/i18n";
import { useNewId, useSending, type Send } from "./send";
import { account, party } from "./store";
import type { FleetAccount } from "./types";

type Manager = FleetAccount["managers"][number];

function RemoveDialog({ manager, onClose }: { manager: Manager; onClose: () => void }) {
  const { wrong, run } = useSending();
  async function remove() {
    const url = `/v1/fleet/managers/${manager.party_id}`;
    const act = async (send: Send) => (account.value = await send<FleetAccount>("DELETE", url));
    if (!(await run(act))) return;
    say(t("fleet.manager.removed", { name: manager.name }));
    onClose();
  }
  return (
    <Dialog title={t("fleet.manager.remove")} onClose={onClose}>
      <div class="stack">
        {wrong && <Notice tone="error">{wrong}</Notice>}
        <p>{t("fleet.manager.removeHelp", { name: manager.name })}</p>
        <div class="actions">
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button kind="danger" onClick={() => void remove()}>
            {t("fleet.manager.remove")}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

function AddForm() {
  const { wrong, run } = useSending();
  const newId = useNewId();
  async function submit(event: SubmitEvent) {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const values = new FormData(form);
    const typed = (name: string) => String(values.get(name)).trim();
    const who = { email: typed("email"), name: typed("name") };
    const body = { party_id: newId(who), ...who };
    const add = async (send: Send) =>
      (account.value = await send<FleetAccount>("POST", "/v1/fleet/managers", body));
    if (!(await run(add))) return;
    form.reset();
    say(t("fleet.manager.invited", { email: who.email }));
  }
  return (
    <form class="stack" onSubmit={(event) => void submit(event)}>
      <h3>{t("fleet.manager.add")}</h3>
      {wrong && <Notice tone="error">{wrong}</Notice>}
      <label>
        {t("fleet.name")}
        <input name="name" required maxLength={160} pattern=".*\S.*" autocomplete="off" />
      </label>
      <label>
        {t("fleet.email")}
        <input name="email" type="email" required maxLength={320} autocomplete="off" />
      </label>
      <p class="soft">{t("fleet.manager.addHelp")}</p>
      <div class="actions">
        <Button type="submit">{t("fleet.manager.invite")}</Button>
      </div>
    </form>
  );
}

export function Managers({ fleet }: { fleet: FleetAccount }) {
  const [leaving, setLeaving] = useState<Manager | null>(null);
  const { managers } = fleet;
  const self = party.value?.party_id;
  return (
    <section class="card stack" aria-label={t("fleet.managers")}>
      <h2>{t("fleet.managers")}</h2>
      <ul class="rows">
        {managers.map((manager) => (
          <li key={manager.party_id} class="manager">
            <div>
              <strong>{manager.name}</strong>{" "}
              {manager.party_id === self && <Badge tone="plain">{t("fleet.you")}</Badge>}{" "}
              {manager.status === "invited" && <Badge tone="no">{t("fleet.status.invited")}</Badge>}
              <div class="soft">{manager.email}</div>
            </div>
            {managers.length > 1 && (
              <Button
                aria-label={`${t("fleet.manager.remove")}: ${manager.name}`}
                onClick={() => setLeaving(manager)}
              >
                {t("fleet.manager.remove")}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {managers.length === 1 && <p class="soft">{t("fleet.manager.last")}</p>}
      <AddForm />
      {leaving && <RemoveDialog manager={leaving} onClose={() => setLeaving(null)} />}
    </section>
  );
}
