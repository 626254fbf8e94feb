// SPDX-License-Identifier: Apache-2.0
// Whose appointment it is: a customer by name, number or plate, or somebody new.
import { useState } from "preact/hooks";
import type { Customer, CustomerPage } from "../../gen/api";
import { Button, Notice } from "../../kit/kit";
import { t } from "../../lib/i18n";
import { useLoaded } from "../../lib/load";
import { refusalOf } from "../../lib/refusal";

/** The gateway searches from this many characters on. */
const SHORTEST = 2;
const TYPING_MS = 200;
const SHOWN_MOST = 8;

interface Props {
  start: string;
  onFound: (who: Customer | "stranger") => void;
}

export function FindCustomer({ start, onFound }: Props) {
  const [wanted, setWanted] = useState(start);
  const text = wanted.trim();
  const url = `/v1/customers?limit=${SHOWN_MOST}&query=${encodeURIComponent(text)}`;
  const { body, wrong } = useLoaded<CustomerPage>(text.length < SHORTEST ? null : url, {
    wait: TYPING_MS,
  });
  return (
    <section class="card stack" aria-label={t("appointments.who")}>
      <label>
        {t("customers.search")}
        <input
          type="search"
          value={wanted}
          onInput={(event) => setWanted(event.currentTarget.value)}
        />
      </label>
      {wrong && <Notice tone="error">{refusalOf(wrong)}</Notice>}
      {body?.customers.length === 0 && <p class="soft">{t("customers.none")}</p>}
      <ul class="versions">
        {body?.customers.map((customer) => (
          <li key={customer.id}>
            <button type="button" class="row-open" onClick={() => onFound(customer)}>
              {customer.name}
            </button>
            <span class="soft">
              {[customer.city, ...(customer.vehicles ?? []).map((car) => car.plate_formatted)]
                .filter(Boolean)
                .slice(0, 5)
                .join(" · ")}
            </span>
          </li>
        ))}
      </ul>
      <div>
        <Button onClick={() => onFound("stranger")}>{t("appointments.newCustomer")}</Button>
      </div>
    </section>
  );
}
