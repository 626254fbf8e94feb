// SPDX-License-Identifier: Apache-2.0
// Who delivers invitations by a channel: the garage through Beurt, or a system of its own. Only
// connectors that are in use and get personal data as agreed can be chosen; without any of them
// there is nothing to choose.
import type { Connector, ConnectorList, Settings, SettingsChange } from "../../gen/api";
import { t } from "../../lib/i18n";
import { useLoaded } from "../../lib/load";

type Carriers = NonNullable<SettingsChange["carriers"]>;
type Channel = Carriers[number]["channel"];

const CARRIED: Channel[] = ["email", "sms", "letter", "card", "phone"];

const isFit = (one: Connector) => one.active && one.personal && one.agreed && one.url !== "";

function Choice({ channel, fit, chosen }: { channel: Channel; fit: Connector[]; chosen: string }) {
  return (
    <label>
      {t(`contact.${channel}`)}
      <select name={`carrier_${channel}`} defaultValue={chosen}>
        <option value="">{t("contact.ourselves")}</option>
        {fit.map((one) => (
          <option key={one.connector_id} value={one.connector_id} selected={one.connector_id === chosen}>
            {one.name}
          </option>
        ))}
      </select>
    </label>
  );
}

export function CarrierChoices({ values }: { values: Settings }) {
  const { body } = useLoaded<ConnectorList>("/v1/connectors");
  const fit = (body?.connectors ?? []).filter(isFit);
  const chosen = (channel: Channel) =>
    values.carriers?.find((one) => one.channel === channel)?.connector_id ?? "";
  if (fit.length === 0) return null;
  return (
    <fieldset class="card">
      <legend>{t("contact.carriers")}</legend>
      <p class="soft">{t("contact.carriersHelp")}</p>
      {CARRIED.map((channel) => (
        <Choice key={channel} channel={channel} fit={fit} chosen={chosen(channel)} />
      ))}
    </fieldset>
  );
}

/** Nothing when nothing could be chosen: what stood stays. */
export function carriersOf(form: FormData): Pick<SettingsChange, "carriers"> {
  if (!form.has("carrier_email")) return {};
  const chosen = CARRIED.map((channel) => ({
    channel,
    connector_id: String(form.get(`carrier_${channel}`) ?? ""),
  }));
  return { carriers: chosen.filter((one) => one.connector_id !== "") };
}
