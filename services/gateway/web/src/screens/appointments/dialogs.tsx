// SPDX-License-Identifier: Apache-2.0
// An appointment gets another time, or is called off; the customer hears of both.
import { useState } from "preact/hooks";
import { Button, Dialog, Notice, say } from "../../kit/kit";
import { useCommand } from "../../lib/command";
import { shortDay } from "../../lib/days";
import { t } from "../../lib/i18n";
import { refusalOf } from "../../lib/refusal";
import { Refused, Slots, type When } from "./slots";
import type { Appointment } from "./types";

interface Props {
  appointment: Appointment;
  onClose: () => void;
  onChange: () => void;
}

export function MoveDialog({ appointment, onClose, onChange }: Props) {
  const [when, setWhen] = useState<When | null>(null);
  const move = useCommand();

  async function submit(event: SubmitEvent) {
    event.preventDefault();
    if (!when) return;
    const url = `/v1/appointments/${appointment.appointment_id}`;
    const { version } = appointment;
    if (!(await move.run(url, { method: "PATCH", body: when, version }))) return;
    say(t("appointments.moved", { day: shortDay(when.date), time: when.time }));
    onClose();
    onChange();
  }

  return (
    <Dialog title={t("appointments.moveTitle")} onClose={onClose}>
      <form class="stack" onSubmit={(event) => void submit(event)}>
        <p>
          {t("appointments.now", { day: shortDay(appointment.date), time: appointment.time })}
        </p>
        <Refused wrong={move.wrong} onChoose={setWhen} />
        <Slots
          chosen={when ?? { date: appointment.date, time: "" }}
          onChoose={setWhen}
        />
        <div class="actions">
          <Button onClick={onClose}>{t("appointments.keep")}</Button>
          <Button kind="primary" type="submit" disabled={!when || move.busy}>
            {t("appointments.moveDo")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

export function CancelDialog({ appointment, onClose, onChange }: Props) {
  const cancel = useCommand();

  async function submit(event: SubmitEvent) {
    event.preventDefault();
    const reason = String(
      new FormData(event.currentTarget as HTMLFormElement).get("reason"),
    ).trim();
    const url = `/v1/appointments/${appointment.appointment_id}/cancel`;
    if (!(await cancel.run(url, { method: "POST", body: reason ? { reason } : {} }))) return;
    say(t("appointments.cancelled"));
    onClose();
    onChange();
  }

  return (
    <Dialog title={t("appointments.cancelTitle")} onClose={onClose}>
      <form class="stack" onSubmit={(event) => void submit(event)}>
        <p>{t("appointments.cancelHelp")}</p>
        {cancel.wrong && <Notice tone="error">{refusalOf(cancel.wrong)}</Notice>}
        <label>
          {t("appointments.reason")}
          <input name="reason" maxLength={300} />
        </label>
        <div class="actions">
          <Button onClick={onClose}>{t("appointments.keep")}</Button>
          <Button kind="danger" type="submit" disabled={cancel.busy}>
            {t("appointments.cancelDo")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
