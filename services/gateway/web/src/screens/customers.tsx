// SPDX-License-Identifier: Apache-2.0
// Find a customer by name, number or plate, and see the cars with their visits. One opens at
// /klanten/<id>.
import { useEffect, useState } from "preact/hooks";
import type { Customer, CustomerPage } from "../gen/api";
import { Badge, Button, Empty, Link, Notice, Skeleton } from "../kit/kit";
import { ask, type Problem } from "../lib/api";
import { t } from "../lib/i18n";
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

export function Customers() {
  const [page, setPage] = useState<CustomerPage | null>(null);
  const [wrong, setWrong] = useState("");
  const wanted = query.value.get("query") ?? "";

  useEffect(() => {
    let left = false;
    if (wanted.trim().length < SHORTEST) {
      setPage(null);
      setWrong("");
      return undefined;
    }
    const timer = setTimeout(() => {
      ask<CustomerPage>(`/v1/customers?limit=50&query=${encodeURIComponent(wanted)}`)
        .then((answer) => {
          if (left) return;
          setPage(answer.body);
          setWrong("");
        })
        .catch((cause: Problem) => !left && setWrong(cause.message));
    }, 200);
    return () => {
      left = true;
      clearTimeout(timer);
    };
  }, [wanted]);

  async function more() {
    if (!page?.next_cursor) return;
    const { body } = await ask<CustomerPage>(
      `/v1/customers?limit=50&query=${encodeURIComponent(wanted)}&cursor=${encodeURIComponent(page.next_cursor)}`,
    );
    setPage({ ...body, customers: [...page.customers, ...body.customers] });
  }

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
      {wrong && <Notice tone="error">{wrong}</Notice>}
      {wanted.trim().length < SHORTEST && <p class="soft">{t("customers.type", { n: SHORTEST })}</p>}
      {!page && !wrong && wanted.trim().length >= SHORTEST && <Skeleton rows={5} />}
      {page?.customers.length === 0 && <Empty title={t("customers.none")} />}
      {page && (
        <ul class="cards">
          {page.customers.map((customer) => (
            <CustomerCard key={customer.id} customer={customer} />
          ))}
        </ul>
      )}
      {page?.next_cursor && <Button onClick={() => void more()}>{t("more")}</Button>}
    </div>
  );
}
