// SPDX-License-Identifier: Apache-2.0
// The saved versions: who, when, why, and what changed since the one before.
import { useState } from "preact/hooks";
import { Button, Notice } from "../../kit/kit";
import { moment, money, t } from "../../lib/i18n";
import { zone } from "../../lib/session";
import { changesBetween, type Change } from "../changes";
import { readVersion } from "../gateway";
import type { OpenForm } from "../store";
import type { PointStatus, PriceKind, Saved, Urgency } from "../types";

function adviceWords(kept: string): string {
  const [text, quantity, kind, cents, urgency] = JSON.parse(kept) as [
    string,
    string,
    PriceKind,
    number | null,
    Urgency,
  ];
  const price = cents === null || kind === "follows" ? t("inspection.advice.follows") : money(cents);
  return `${text} × ${quantity.replace(".", ",")} · ${price} · ${t(`inspection.urgency.${urgency}`)}`;
}

/** A side of a change in words. */
function sideWords({ what }: Change, kept: string): string {
  if (kept === "") return t("inspection.empty");
  if (what === "advice") return adviceWords(kept);
  return kept.replace(/^status:(\w+)/, (_, status: PointStatus) => t(`inspection.point.${status}`));
}

function Changes({ changes }: { changes: Change[] }) {
  if (changes.length === 0) return <p class="soft">{t("inspection.versions.same")}</p>;
  return (
    <table class="plain">
      <thead>
        <tr>
          <th scope="col">{t("inspection.versions.what")}</th>
          <th scope="col">{t("inspection.versions.before")}</th>
          <th scope="col">{t("inspection.versions.after")}</th>
        </tr>
      </thead>
      <tbody>
        {changes.map((change, i) => (
          <tr key={i}>
            <th scope="row">{change.name || t("inspection.remarks")}</th>
            <td>{sideWords(change, change.before)}</td>
            <td>{sideWords(change, change.after)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function VersionRow({ form, saved }: { form: OpenForm; saved: Saved }) {
  const [changes, setChanges] = useState<Change[] | null>(null);
  const [wrong, setWrong] = useState(false);

  async function compare() {
    try {
      const numbers = [saved.number - 1, saved.number];
      const [before, after] = await Promise.all(numbers.map((n) => readVersion(form.id, n)));
      setChanges(changesBetween(before!.form, after!.form));
    } catch {
      setWrong(true);
    }
  }

  return (
    <li class="stack">
      <div class="version-row">
        <strong>{t("inspection.versions.number", { n: saved.number })}</strong>
        <span>{moment(saved.saved_at, zone())}</span>
        <span>{saved.saved_by}</span>
        {saved.total_cents !== undefined && <span>{money(saved.total_cents)}</span>}
        {saved.reason && <span>“{saved.reason}”</span>}
        {saved.number > 1 && (
          <Button aria-expanded={changes !== null} onClick={() => void compare()}>
            {t("inspection.versions.changes")}
            {saved.changes_count !== undefined && ` (${saved.changes_count})`}
          </Button>
        )}
      </div>
      {wrong && <Notice tone="warning">{t("inspection.needsNetwork")}</Notice>}
      {changes && <Changes changes={changes} />}
    </li>
  );
}

export function VersionsSection({ form }: { form: OpenForm }) {
  const versions = [...(form.form.value.versions ?? [])].sort((a, b) => b.number - a.number);
  return (
    <section class="form-section" id="s-versions" aria-labelledby="h-versions">
      <h2 id="h-versions">{t("inspection.versions")}</h2>
      {versions.length === 0 ? (
        <p class="soft">{t("inspection.versions.none")}</p>
      ) : (
        <ul class="rows">
          {versions.map((saved) => (
            <VersionRow key={saved.number} form={form} saved={saved} />
          ))}
        </ul>
      )}
    </section>
  );
}
