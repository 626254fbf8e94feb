// SPDX-License-Identifier: Apache-2.0
// Takes a car out of the fleet: its driver owns it again, so there must be one.
import { Button, Dialog, Notice, say } from "../kit/kit";
import { t } from "../lib/i18n";
import { carName } from "./menu";
import { showCar } from "./place";
import { useSending } from "./send";
import type { FleetCar } from "./types";

export function Unlink({ car, onClose }: { car: FleetCar; onClose: () => void }) {
  const { wrong, run } = useSending();
  const { driver } = car;
  async function unlink() {
    const url = `/v1/passports/${car.passport_id}/fleet`;
    if (!(await run((send) => send("DELETE", url)))) return;
    showCar(null);
    say(t("fleet.unlink.done", { car: carName(car) }));
    onClose();
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
