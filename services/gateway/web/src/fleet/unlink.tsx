// SPDX-License-Identifier: Apache-2.0
// Takes a car out of the fleet: its driver owns it again, so there must be one.
import { useRef, useState } from "preact/hooks";
import { Button, Dialog, Notice, say } from "../kit/kit";
import { t } from "../lib/i18n";
import { carName } from "./menu";
import { showCar } from "./place";
import { refusal } from "./refusal";
import { sender } from "./store";
import type { FleetCar } from "./types";

export function Unlink({ car, onClose }: { car: FleetCar; onClose: () => void }) {
  const [wrong, setWrong] = useState("");
  const send = useRef(sender()).current;
  const { driver } = car;
  async function unlink() {
    try {
      await send("DELETE", `/v1/passports/${car.passport_id}/fleet`);
      showCar(null);
      say(t("fleet.unlink.done", { car: carName(car) }));
      onClose();
    } catch (cause) {
      setWrong(refusal(cause));
    }
  }
  return (
    <Dialog title={`${t("fleet.unlink.title")}: ${carName(car)}`} onClose={onClose}>
      <div class="stack">
        {wrong && <Notice tone="error">{wrong}</Notice>}
        {driver ? (
          <p>{t("fleet.unlink.help", { driver })}</p>
        ) : (
          <Notice tone="warning">{t("fleet.wrong.FLEET_NEEDS_DRIVER")}</Notice>
        )}
        <div class="actions">
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button kind="danger" disabled={!driver} onClick={() => void unlink()}>
            {t("fleet.unlink.confirm")}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
