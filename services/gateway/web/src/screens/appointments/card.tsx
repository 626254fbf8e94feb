// SPDX-License-Identifier: Apache-2.0
// One appointment with what the garage may do about it: it came, it did not, another time, off.
import { useState } from "preact/hooks";
import { Button, Link, Notice, say } from "../../kit/kit";
import { useCommand } from "../../lib/command";
import { today } from "../../lib/days";
import { t } from "../../lib/i18n";
import { refusalOf } from "../../lib/refusal";
import { CancelDialog, MoveDialog } from "./dialogs";
import { AppointmentBadge, kindsOf } from "./status";
import type { Appointment } from "./types";

interface Props {
  appointment: Appointment;
  onChange: () => void;
}

type Asked = "move" | "cancel" | "";

function Actions({ appointment, onChange, onAsk }: Props & { onAsk: (what: Asked) => void }) {
  const close = useCommand();
  async function tell(word: "came" | "missed") {
    const url = `/v1/appointments/${appointment.appointment_id}/${word}`;
    if (!(await close.run(url, { method: "POST" }))) return;
    say(t(`appointments.said.${word}`));
    onChange();
  }
  const isOver = appointment.date <= today();
  return (
    <>
      {close.wrong && <Notice tone="error">{refusalOf(close.wrong)}</Notice>}
      <div class="row-actions">
        {isOver && (
          <Button disabled={close.busy} onClick={() => void tell("came")}>
            {t("appointments.came")}
          </Button>
        )}
        {isOver && (
          <Button disabled={close.busy} onClick={() => void tell("missed")}>
            {t("appointments.missed")}
          </Button>
        )}
        <Button onClick={() => onAsk("move")}>{t("appointments.move")}</Button>
        <Button onClick={() => onAsk("cancel")}>{t("appointments.cancel")}</Button>
      </div>
    </>
  );
}

function Who({ appointment }: { appointment: Appointment }) {
  const { contact, customer, customer_id } = appointment;
  const name = customer?.name ?? contact?.name ?? contact?.email ?? "";
  const email = contact?.email === name ? "" : contact?.email;
  return (
    <div>
      {customer_id ? <Link href={`/klanten/${customer_id}`}>{name}</Link> : name}{" "}
      <span class="soft">{[contact?.phone, email].filter(Boolean).join(" · ")}</span>
    </div>
  );
}

export function AppointmentCard({ appointment, onChange }: Props) {
  const [asked, setAsked] = useState<Asked>("");
  const { plate_formatted, status, stay, remarks, reason, inspection_id } = appointment;
  const car = [appointment.make, appointment.model].filter(Boolean).join(" ");
  const close = () => setAsked("");
  return (
    <article
      class={`appointment ${status}`}
      aria-label={`${appointment.time} ${plate_formatted ?? ""}`}
    >
      <div class="appointment-head">
        <strong>
          {plate_formatted && <span class="plate">{plate_formatted}</span>}
          {car}
        </strong>
        <span>{kindsOf(appointment)}</span>
        {stay && <span class="soft">{t(`forms.stay.${stay}`)}</span>}
        {inspection_id && (
          <Link href={`/inspecties/${inspection_id}`}>{t("appointments.toForm")}</Link>
        )}
        {status !== "booked" && <AppointmentBadge status={status} />}
        {appointment.booked_by !== "garage" && (
          <span class="soft">{t("appointments.byCustomer")}</span>
        )}
      </div>
      <Who appointment={appointment} />
      {remarks && <p>“{remarks}”</p>}
      {reason && <p class="soft">“{reason}”</p>}
      {status === "booked" && (
        <Actions appointment={appointment} onChange={onChange} onAsk={setAsked} />
      )}
      {asked === "move" && (
        <MoveDialog appointment={appointment} onClose={close} onChange={onChange} />
      )}
      {asked === "cancel" && (
        <CancelDialog appointment={appointment} onClose={close} onChange={onChange} />
      )}
    </article>
  );
}
