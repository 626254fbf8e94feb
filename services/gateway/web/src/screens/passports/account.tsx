// SPDX-License-Identifier: Apache-2.0
// "Aanmaken fleet account" (manual, 1): from the owner's or driver's profile of an activated
// passport. Its address differs from the passport's and is nobody else's; a garage may arrange
// the account first, on an address of its own.
import { useState } from "preact/hooks";
import { Button, Dialog, Notice, say } from "../../kit/kit";
import { besides, sameAddress } from "../../lib/address";
import { useCommand } from "../../lib/command";
import { t } from "../../lib/i18n";
import { refusalOf } from "../../lib/refusal";
import { go } from "../../lib/router";
import type { Fleet, Passport } from "./types";

/** What is wrong with the address itself, not with the rest. */
const ABOUT_ADDRESS = ["FLEET_EMAIL_EQUALS_PASSPORT", "EMAIL_IN_USE"];

interface AddressProps {
  value: string;
  wrong: string;
  /** another address to offer */
  offer: string;
  label: string;
  onInput: (text: string) => void;
}

function Address({ value, wrong, offer, label, onInput }: AddressProps) {
  return (
    <div class="stack tight">
      <label>
        {label}
        <input
          type="email"
          required
          maxLength={320}
          value={value}
          aria-invalid={wrong ? true : undefined}
          aria-describedby="account-address-wrong"
          onInput={(event) => onInput(event.currentTarget.value)}
        />
      </label>
      <span id="account-address-wrong" role="alert">
        {wrong && <span class="bad">{wrong}</span>}
      </span>
      {wrong && offer && (
        <span>
          <Button onClick={() => onInput(offer)}>{t("fleets.useInstead", { email: offer })}</Button>
        </span>
      )}
    </div>
  );
}

interface Props {
  passport: Passport;
  onClose: () => void;
}

export function FleetAccount({ passport, onClose }: Props) {
  const people = [passport.driver, passport.owner].filter((party) => !!party);
  const manager = people[0];
  const [name, setName] = useState(manager?.company ?? "");
  const [person, setPerson] = useState(manager?.name ?? "");
  const [email, setEmail] = useState("");
  const [staging, setStaging] = useState(false);
  const create = useCommand();

  const same = people.find((party) => party.email && sameAddress(party.email, email));
  const refused = create.wrong && ABOUT_ADDRESS.includes(create.wrong.code);
  const wrongAddress = same
    ? t("refusal.FLEET_EMAIL_EQUALS_PASSPORT")
    : refused
      ? refusalOf(create.wrong!)
      : "";

  async function submit(event: SubmitEvent) {
    event.preventDefault();
    if (same) return;
    const body = {
      fleet_id: crypto.randomUUID(),
      passport_id: passport.passport_id,
      name: name.trim(),
      manager: { email: email.trim(), name: person.trim() },
      staging,
    };
    const fleet = await create.run<Fleet>("/v1/fleets", { method: "POST", body });
    if (!fleet) return;
    say(t(staging ? "fleets.createdStaging" : "fleets.created", { email: email.trim() }));
    go(`/wagenparken/${fleet.fleet_id}`);
  }

  return (
    <Dialog title={t("fleets.create")} onClose={onClose}>
      <form class="stack" onSubmit={(event) => void submit(event)}>
        <p class="soft">{t("fleets.createHelp")}</p>
        {create.wrong && !refused && <Notice tone="error">{refusalOf(create.wrong)}</Notice>}
        <label>
          {t("fleets.name")}
          <input
            required
            maxLength={120}
            pattern=".*\S.*"
            value={name}
            onInput={(event) => setName(event.currentTarget.value)}
          />
        </label>
        <label>
          {t("fleets.managerName")}
          <input
            required
            maxLength={160}
            pattern=".*\S.*"
            value={person}
            onInput={(event) => setPerson(event.currentTarget.value)}
          />
        </label>
        <Address
          value={email}
          wrong={wrongAddress}
          offer={email && wrongAddress ? besides(email, t("fleets.addressWord")) : ""}
          label={t(staging ? "fleets.garageEmail" : "fleets.managerEmail")}
          onInput={(text) => {
            setEmail(text);
            create.clear();
          }}
        />
        <label class="inline">
          <input
            type="checkbox"
            checked={staging}
            onChange={(event) => setStaging(event.currentTarget.checked)}
          />
          {t("fleets.staging")}
        </label>
        {staging && <p class="soft">{t("fleets.stagingHelp")}</p>}
        <div class="actions">
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button kind="primary" type="submit" disabled={create.busy || !!same}>
            {t("fleets.createDo")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
