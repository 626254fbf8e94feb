// SPDX-License-Identifier: Apache-2.0
// Overdragen (iGarage fleet manual, 4): to another driver, and the car stays; or to a new owner,
// and it leaves once they accept. One question at a time; the plate is typed before it is offered.
import { useEffect, useRef, useState } from "preact/hooks";
import { plainPlate } from "../inspection/plate";
import { Button, Dialog, Notice } from "../kit/kit";
import { day, t, type Key } from "../lib/i18n";
import { carName } from "./menu";
import { isAboutRecipient } from "./refusal";
import { useNewId, useSending, type Send } from "./send";
import type { FleetCar, Transfer } from "./types";

type Kind = Transfer["kind"];

interface Offer {
  kind: Kind | "";
  name: string;
  email: string;
}

const STEPS = ["kind", "recipient", "goes", "confirm"] as const;
const KINDS: Kind[] = ["driver", "owner"];
const GOES = ["history", "advices", "costs", "persons", "garage"] as const;

interface StepProps {
  car: FleetCar;
  offer: Offer;
  change: (part: Partial<Offer>) => void;
}

function KindStep({ offer, change }: StepProps) {
  return (
    <fieldset class="bare choices-tall">
      <legend>{t("fleet.transfer.kindAsk")}</legend>
      {KINDS.map((kind) => (
        <label key={kind} class="card choice">
          <input
            type="radio"
            name="kind"
            value={kind}
            required
            checked={offer.kind === kind}
            onChange={() => change({ kind })}
          />
          <span>
            <strong>{t(`fleet.kind.${kind}` as Key)}</strong>
            <span class="soft">{t(`fleet.transfer.kind.${kind}` as Key)}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}

function RecipientStep({ offer, change }: StepProps) {
  return (
    <fieldset class="bare">
      <legend>{t(`fleet.transfer.to.${offer.kind || "driver"}` as Key)}</legend>
      <label>
        {t("fleet.name")}
        <input
          name="name"
          required
          maxLength={160}
          pattern=".*\S.*"
          autocomplete="off"
          value={offer.name}
          onInput={(event) => change({ name: event.currentTarget.value })}
        />
      </label>
      <label>
        {t("fleet.email")}
        <input
          name="email"
          type="email"
          required
          maxLength={320}
          autocomplete="off"
          value={offer.email}
          onInput={(event) => change({ email: event.currentTarget.value })}
        />
      </label>
      <p class="soft">{t("fleet.transfer.toHelp")}</p>
    </fieldset>
  );
}

/** domain.md 3d-9.8: history goes along, prices and persons never do. */
function GoesStep({ offer }: StepProps) {
  return (
    <table class="plain goes">
      <caption>{t("fleet.transfer.goes")}</caption>
      <tbody>
        {GOES.map((what) => {
          const same = what !== "garage" && what !== "advices";
          const key = same ? `fleet.goes.${what}` : `fleet.goes.${what}.${offer.kind}`;
          return (
            <tr key={what}>
              <th scope="row">{t(`fleet.goes.${what}.what` as Key)}</th>
              <td>{t(key as Key)}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function ConfirmStep({ car, offer }: StepProps) {
  return (
    <>
      <dl class="facts">
        <dt>{t("fleet.transfer.car")}</dt>
        <dd>{carName(car)}</dd>
        <dt>{t("fleet.transfer.kind")}</dt>
        <dd>{t(`fleet.kind.${offer.kind}` as Key)}</dd>
        <dt>{t("fleet.transfer.recipient")}</dt>
        <dd>
          {offer.name} ({offer.email})
        </dd>
      </dl>
      <Notice tone="warning">
        <strong>{t("fleet.beware")}</strong> {t(`fleet.consequence.${offer.kind}` as Key)}
      </Notice>
      <label>
        {t("fleet.transfer.typePlate", { plate: expectedOf(car) })}
        <input
          name="plate"
          required
          autocomplete="off"
          autocapitalize="characters"
          maxLength={40}
        />
      </label>
    </>
  );
}

const VIEWS = { kind: KindStep, recipient: RecipientStep, goes: GoesStep, confirm: ConfirmStep };

const expectedOf = (car: FleetCar): string => car.plate_formatted ?? `${car.make} ${car.model}`;

function isTyped(car: FleetCar, form: HTMLFormElement): boolean {
  const typed = String(new FormData(form).get("plate") ?? "");
  return plainPlate(typed) === plainPlate(expectedOf(car));
}

function Sent({ made, onClose }: { made: Transfer; onClose: () => void }) {
  const date = day(made.expires_at.slice(0, 10), "full");
  return (
    <div class="stack">
      <Notice tone="info">
        {t("fleet.transfer.sent", { email: made.recipient.email, date })}
      </Notice>
      <p>{t("fleet.transfer.sentHelp")}</p>
      <div class="actions">
        <Button kind="primary" onClick={onClose}>
          {t("close")}
        </Button>
      </div>
    </div>
  );
}

/** Where the wizard stands, and what its buttons do. */
function useWizard(car: FleetCar) {
  const [offer, setOffer] = useState<Offer>({ kind: "", name: "", email: "" });
  const [at, setAt] = useState(0);
  const [busy, setBusy] = useState(false);
  const [made, setMade] = useState<Transfer | null>(null);
  const newId = useNewId();
  const { wrong, setWrong, run } = useSending((cause) => {
    if (isAboutRecipient(cause)) setAt(STEPS.indexOf("recipient"));
  });

  async function start() {
    const recipient = { email: offer.email.trim(), name: offer.name.trim() };
    const meant = { kind: offer.kind, recipient };
    const body = { transfer_id: newId(meant), ...meant };
    const url = `/v1/passports/${car.passport_id}/transfers`;
    setBusy(true);
    await run(async (send: Send) => setMade(await send<Transfer>("POST", url, body)));
    setBusy(false);
  }

  function next(event: SubmitEvent) {
    event.preventDefault();
    setWrong("");
    if (STEPS[at] !== "confirm") setAt(at + 1);
    else if (isTyped(car, event.currentTarget as HTMLFormElement)) void start();
    else setWrong(t("fleet.transfer.wrongPlate", { plate: expectedOf(car) }));
  }

  function back() {
    setWrong("");
    setAt(at - 1);
  }
  const change = (part: Partial<Offer>) => setOffer({ ...offer, ...part });
  return { offer, change, at, next, back, wrong, busy, made };
}

export function Wizard({ car, onClose }: { car: FleetCar; onClose: () => void }) {
  const { offer, change, at, next, back, wrong, busy, made } = useWizard(car);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector<HTMLElement>("input")?.focus(), [at]);
  const step = STEPS[at] ?? "kind";
  const View = VIEWS[step];
  const isLast = step === "confirm";
  const kind = isLast && offer.kind === "owner" ? "danger" : "primary";
  if (made) {
    return (
      <Dialog title={t("fleet.transfer.done")} onClose={onClose}>
        <Sent made={made} onClose={onClose} />
      </Dialog>
    );
  }
  return (
    <Dialog title={`${t("fleet.transfer.title")}: ${carName(car)}`} onClose={onClose}>
      <form ref={form} class="stack" onSubmit={next}>
        <p class="soft" role="status">
          {t("fleet.transfer.step", { n: at + 1, of: STEPS.length })}
        </p>
        {wrong && <Notice tone="error">{wrong}</Notice>}
        <View key={step} car={car} offer={offer} change={change} />
        <div class="actions">
          <Button onClick={at === 0 ? onClose : back}>
            {t(at === 0 ? "cancel" : "fleet.back")}
          </Button>
          <Button kind={kind} type="submit" disabled={busy}>
            {t(isLast ? "fleet.transfer.offer" : "fleet.next")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
