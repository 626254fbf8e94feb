// SPDX-License-Identifier: Apache-2.0
// Who works the list, how often, and how much of it before the deadline; and whether I am
// told when it is left open.
import type { MeMail, ResultAdoption } from "../../gen/api";
import { Button, say, Skeleton, Wide } from "../../kit/kit";
import { ask, type Problem } from "../../lib/api";
import { day, number, percent, t } from "../../lib/i18n";
import { refusalOf } from "../../lib/refusal";
import { useLoaded } from "../../lib/load";
import { period } from "./filters";

function Weeks({ weeks }: { weeks: ResultAdoption["weeks"] }) {
  return (
    <ol class="worked" tabIndex={0} aria-label={t("results.adoptionWeeks")}>
      {weeks.map((week) => (
        <li key={week.key} class={week.total > 0 && week.decided === 0 ? "untouched" : ""}>
          <span class="worked-bar">
            <span style={{ height: `${week.total ? (week.in_time / week.total) * 100 : 0}%` }} />
          </span>
          <span class="worked-week">{week.key.slice(5)}</span>
          <span class="visually-hidden">
            {t("results.workedWeek", { decided: week.decided, total: week.total, people: week.people })}
          </span>
        </li>
      ))}
    </ol>
  );
}

function untouchedInARow(weeks: ResultAdoption["weeks"]): number {
  const closed = weeks.filter((week) => week.status === "closed" && week.total > 0).reverse();
  const worked = closed.findIndex((week) => week.decided > 0);
  return worked < 0 ? closed.length : worked;
}

function MyMail() {
  const { body, put } = useLoaded<MeMail>("/v1/me/mail");
  if (!body) return null;

  async function submit(event: SubmitEvent) {
    event.preventDefault();
    const values = new FormData(event.currentTarget as HTMLFormElement);
    const email = String(values.get("email") ?? "").trim();
    try {
      const wants = values.has("wants_nudges");
      const { body: kept } = await ask<MeMail>("/v1/me/mail", {
        method: "PUT",
        body: { wants_nudges: wants, ...(email ? { email } : {}) },
      });
      put(kept);
      say(t("settings.saved"));
    } catch (cause) {
      say(refusalOf(cause as Problem));
    }
  }
  return (
    <form class="my-mail" onSubmit={(event) => void submit(event)}>
      <label>
        {t("results.myMail")}
        <input name="email" type="email" maxLength={320} defaultValue={body.email ?? ""} />
      </label>
      <label class="check">
        <input name="wants_nudges" type="checkbox" defaultChecked={body.wants_nudges} />
        {t("results.wantsNudges")}
      </label>
      <Button type="submit">{t("settings.save")}</Button>
    </form>
  );
}

export function Adoption() {
  const { body } = useLoaded<ResultAdoption>("/v1/results/adoption" + period());
  if (!body) return <Skeleton rows={3} />;
  const idle = untouchedInARow(body.weeks);
  const total = body.weeks.reduce((sum, week) => sum + week.total, 0);
  const inTime = body.weeks.reduce((sum, week) => sum + week.in_time, 0);
  return (
    <section class="card stack">
      <h2>{t("results.adoption")}</h2>
      <p>
        {t("results.adoptionSentence", { share: percent(inTime, total), weeks: body.weeks.length })}{" "}
        {idle >= 2 && <strong>{t("results.untouched", { n: idle })}</strong>}
      </p>
      <Weeks weeks={body.weeks} />
      <Wide label={t("results.people")}>
        <table class="plain slices stacking">
          <caption>{t("results.people")}</caption>
          <thead>
            <tr>
              <th scope="col">{t("results.who")}</th>
              <th scope="col">{t("results.decisions")}</th>
              <th scope="col">{t("results.weeksWorked")}</th>
              <th scope="col">{t("results.days")}</th>
              <th scope="col">{t("results.lastLogin")}</th>
            </tr>
          </thead>
          <tbody>
            {body.people.map((person) => (
              <tr key={person.key}>
                <th scope="row">{person.label}</th>
                <td data-label={t("results.decisions")}>{number(person.decided)}</td>
                <td data-label={t("results.weeksWorked")}>{number(person.weeks)}</td>
                <td data-label={t("results.days")}>{number(person.days)}</td>
                <td data-label={t("results.lastLogin")}>{person.last_login_at ? day(person.last_login_at.slice(0, 10)) : "–"}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Wide>
      <MyMail />
    </section>
  );
}
