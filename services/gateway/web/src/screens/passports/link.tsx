// SPDX-License-Identifier: Apache-2.0
// The fleet of a passport (manual, 2, way 1): linked by typing the fleet's name and saving with
// the green button, unlinked here too; only once the passport is activated.
import { useState } from "preact/hooks";
import { Button, Dialog, Link, Notice, say } from "../../kit/kit";
import { useCommand } from "../../lib/command";
import { t } from "../../lib/i18n";
import { refusalOf } from "../../lib/refusal";
import { FleetPicker, type Chosen } from "./fleet_picker";
import { mayChangeFleet } from "./status";
import type { Passport } from "./types";

interface Props {
  passport: Passport;
  onChange: (passport: Passport) => void;
}

const urlOf = (passport: Passport) => `/v1/passports/${passport.passport_id}/fleet`;

function Linking({ passport, onChange }: Props) {
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const [wrong, setWrong] = useState("");
  const link = useCommand();

  async function save(event: SubmitEvent) {
    event.preventDefault();
    if (!chosen) return setWrong(t("fleets.chooseFirst"));
    const body = { fleet_id: chosen.fleet_id };
    const now = await link.run<Passport>(urlOf(passport), { method: "PUT", body });
    if (!now) return;
    say(t("fleets.linked", { name: chosen.name }));
    onChange(now);
  }

  return (
    <form class="stack" onSubmit={(event) => void save(event)}>
      <p class="soft">{t("fleets.linkHelp")}</p>
      {link.wrong && <Notice tone="error">{refusalOf(link.wrong)}</Notice>}
      <FleetPicker
        chosen={chosen}
        wrong={wrong}
        onChoose={(fleet) => {
          setChosen(fleet);
          setWrong("");
        }}
      />
      <div>
        <Button class="save" type="submit" disabled={link.busy}>
          {t("fleets.save")}
        </Button>
      </div>
    </form>
  );
}

function Unlink({ passport, onChange, onClose }: Props & { onClose: () => void }) {
  const unlink = useCommand();
  async function run() {
    const now = await unlink.run<Passport>(urlOf(passport), { method: "DELETE" });
    if (!now) return;
    say(t("fleets.unlinked"));
    onChange(now);
    onClose();
  }
  const owner = passport.driver?.name ?? "";
  return (
    <Dialog title={t("fleets.unlink")} onClose={onClose}>
      <div class="stack">
        <p>{t("fleets.unlinkAsk", { name: passport.fleet!.name, owner })}</p>
        {unlink.wrong && <Notice tone="error">{refusalOf(unlink.wrong)}</Notice>}
        <div class="actions">
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button kind="danger" disabled={unlink.busy} onClick={() => void run()}>
            {t("fleets.unlink")}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

export function FleetLink({ passport, onChange }: Props) {
  const [asking, setAsking] = useState(false);
  const { fleet } = passport;
  const may = mayChangeFleet(passport);
  return (
    <section class="card stack" aria-label={t("fleets.one")}>
      <h2>{t("fleets.one")}</h2>
      {fleet && (
        <p>
          <Link href={`/wagenparken/${fleet.fleet_id}`}>{fleet.name}</Link>
        </p>
      )}
      {!may && <p class="soft">{t.known(`fleets.not.${passport.status}`)}</p>}
      {fleet && may && !passport.driver && <p class="soft">{t("refusal.FLEET_NEEDS_DRIVER")}</p>}
      {fleet && may && passport.driver && (
        <div>
          <Button onClick={() => setAsking(true)}>{t("fleets.unlink")}</Button>
        </div>
      )}
      {!fleet && may && <Linking passport={passport} onChange={onChange} />}
      {asking && (
        <Unlink passport={passport} onChange={onChange} onClose={() => setAsking(false)} />
      )}
    </section>
  );
}
