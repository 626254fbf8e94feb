// SPDX-License-Identifier: Apache-2.0
// Find a customer by name, number or plate, and see the cars with their visits. One opens at
// /klanten/<id>.
import { useState } from "preact/hooks";
import type { Customer, CustomerPage } from "../gen/api";
import { Badge, Button, Empty, Link, Notice, Skeleton } from "../kit/kit";
import { t } from "../lib/i18n";
import { useLoaded } from "../lib/load";
import { useMore } from "../lib/more";
import { refusalOf } from "../lib/refusal";
import { query, setQuery } from "../lib/router";
import { me } from "../lib/session";
import { Invite, VehicleCard } from "./profile/visits";

function CustomerCard({ customer }: { customer: Customer }) {
  const [open, setOpen] = useState(false);
  return (
    <li class="card stack">
      <div class="customer-head">
        <h2>
          <Link href={`/klanten/${customer.id}`}>{customer.name}</Link>
        </h2>
        {customer.objected && <Badge tone="never">{t("customer.objected")}</Badge>}
        <span class="soft">
          {[customer.number, customer.city, customer.email, customer.mobile ?? customer.phone]
            .filter(Boolean)
            .join(" · ")}
        </span>
      </div>
      <p>
        {customer.vehicles?.map((vehicle) => (
          <span key={vehicle.id} class="car">
            {vehicle.plate_formatted && <span class="plate">{vehicle.plate_formatted}</span>}{" "}
            {vehicle.make} {vehicle.model}{" "}
          </span>
        ))}
      </p>
      {(customer.vehicles?.length ?? 0) > 0 && (
        <div>
          <Button aria-expanded={open} onClick={() => setOpen(!open)}>
            {open ? t("customers.less") : t("customers.more")}
          </Button>
        </div>
      )}
      {open &&
        customer.vehicles?.map(
          (vehicle) =>
            vehicle.plate && (
              <div key={vehicle.id} class="stack">
                <VehicleCard plate={vehicle.plate} />
                {me.value?.entitlements?.includes("inspection") && (
                  <Invite customer={customer.id} vehicle={vehicle.id} />
                )}
              </div>
            ),
        )}
    </li>
  );
}

/** The gateway searches from this many characters on. */
const SHORTEST = 2;
const TYPING_MS = 200;

export function Customers() {
  const wanted = query.value.get("query") ?? "";
  const isShort = wanted.trim().length < SHORTEST;
  const url = `/v1/customers?limit=50&query=${encodeURIComponent(wanted)}`;
  const { body, wrong } = useLoaded<CustomerPage>(isShort ? null : url, { wait: TYPING_MS });
  const { pages, more, wrong: cut } = useMore(url, body);
  const customers = pages.flatMap((page) => page.customers);

  return (
    <div class="stack page">
      <h1>{t("nav.customers")}</h1>
      <label class="search">
        {t("customers.search")}
        <input
          type="search"
          value={wanted}
          onInput={(event) => setQuery({ query: event.currentTarget.value })}
        />
      </label>
      {wrong && !isShort && <Notice tone="error">{refusalOf(wrong)}</Notice>}
      {isShort && <p class="soft">{t("customers.type", { n: SHORTEST })}</p>}
      {!body && !wrong && !isShort && <Skeleton rows={5} />}
      {body && customers.length === 0 && <Empty title={t("customers.none")} />}
      {customers.length > 0 && (
        <ul class="cards">
          {customers.map((customer) => (
            <CustomerCard key={customer.id} customer={customer} />
          ))}
        </ul>
      )}
      {cut && <Notice tone="error">{refusalOf(cut)}</Notice>}
      {more && <Button onClick={more}>{t("more")}</Button>}
    </div>
  );
}
