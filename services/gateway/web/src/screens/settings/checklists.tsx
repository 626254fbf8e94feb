// SPDX-License-Identifier: Apache-2.0
// The garage's checklists: points by section, with what is measured, when a value suggests an
// advice, what it means for the customer. Saving writes a next version; forms that exist keep
// the version they were begun with.
import { useEffect, useState } from "preact/hooks";
import type { Checklist, ChecklistList, ChecklistPoint } from "../../gen/api";
import { Badge, Button, Link, Notice, say, Skeleton } from "../../kit/kit";
import { ask, commandHeaders, type Problem } from "../../lib/api";
import { t } from "../../lib/i18n";
import { refusalOf } from "../../lib/refusal";
import { path, query } from "../../lib/router";
import { me } from "../../lib/session";
import { PointFields } from "./point";

const HERE = "/beheer/controlelijsten";
const mayChange = () => me.value?.role === "manager" || me.value?.role === "helpdesk";

function List() {
  const [lists, setLists] = useState<ChecklistList["checklists"] | null>(null);
  const [wrong, setWrong] = useState<Problem | null>(null);
  useEffect(() => {
    ask<ChecklistList>("/v1/checklists")
      .then((answer) => setLists(answer.body.checklists))
      .catch(setWrong);
  }, []);
  return (
    <div class="stack page">
      <p>
        <Link href="/beheer">‹ {t("nav.settings")}</Link>
      </p>
      <h1>{t("checklists.title")}</h1>
      <p class="soft">{t("checklists.help")}</p>
      {wrong && <Notice tone="error">{refusalOf(wrong)}</Notice>}
      {!lists && !wrong && <Skeleton rows={3} />}
      <ul class="cards">
        {lists?.map((list) => (
          <li key={list.checklist_id} class="card stack">
            <h2>
              <Link href={`${HERE}/${list.checklist_id}`}>{list.name}</Link>{" "}
              {!list.active && <Badge tone="no">{t("checklists.inactive")}</Badge>}
            </h2>
            <p class="soft">
              {list.brand ?? t("checklists.anyBrand")} ·{" "}
              {t("checklists.points", { n: list.points_total })} ·{" "}
              {t("inspection.versions.number", { n: list.version })}
            </p>
          </li>
        ))}
      </ul>
      {mayChange() && lists && lists[0] && (
        <p>
          <Link class="button" href={`${HERE}/new?from=${lists[0].checklist_id}`}>
            {t("checklists.copy")}
          </Link>
        </p>
      )}
    </div>
  );
}

/** A stable name made of the words, apart from those that are taken. */
function nameOf(text: string, taken: Set<string>): string {
  const plain = text.normalize("NFD").replace(/[^\w\s-]/g, "").trim().toLowerCase();
  const stem = plain.replace(/[\s_-]+/g, "-").slice(0, 50) || "point";
  let name = stem;
  for (let n = 2; taken.has(name); n++) name = `${stem}-${n}`;
  return name;
}

interface EditorProps {
  list: Checklist;
  isNew: boolean;
  onSaved: (list: Checklist) => void;
}

function Editor({ list, isNew, onSaved }: EditorProps) {
  const [points, setPoints] = useState<ChecklistPoint[]>(list.points);
  const [name, setName] = useState(list.name);
  const [brand, setBrand] = useState(list.brand ?? "");
  const [active, setActive] = useState(list.active);
  const [wrong, setWrong] = useState<Problem | null>(null);
  const groups = [...new Set(points.map((point) => point.group))];

  const replace = (id: string, next: ChecklistPoint) =>
    setPoints(points.map((point) => (point.point_id === id ? next : point)));
  const remove = (id: string) => setPoints(points.filter((point) => point.point_id !== id));
  const move = (id: string, by: number) => {
    const from = points.findIndex((point) => point.point_id === id);
    const to = from + by;
    const other = points[to];
    if (!other || other.group !== points[from]!.group) return;
    const next = [...points];
    [next[from], next[to]] = [other, points[from]!];
    setPoints(next);
  };
  const add = (group: string) => {
    const taken = new Set(points.map((point) => point.point_id));
    const last = points.map((point) => point.group).lastIndexOf(group);
    const fresh = { point_id: nameOf(group, taken), group, text: t("checklists.newPoint") };
    setPoints([...points.slice(0, last + 1), fresh, ...points.slice(last + 1)]);
  };

  async function save(event: SubmitEvent) {
    event.preventDefault();
    try {
      const { body } = await ask<Checklist>(`/v1/checklists/${list.checklist_id}`, {
        method: "PUT",
        headers: commandHeaders(),
        body: {
          name,
          ...(brand.trim() ? { brand: brand.trim() } : {}),
          active,
          points,
          expected_version: isNew ? 0 : list.version,
        },
      });
      setWrong(null);
      say(t("checklists.saved", { n: body.version }));
      onSaved(body);
    } catch (cause) {
      setWrong(cause as Problem);
    }
  }

  return (
    <form class="stack page" onSubmit={(event) => void save(event)}>
      <p>
        <Link href={HERE}>‹ {t("checklists.title")}</Link>
      </p>
      <h1>{isNew ? t("checklists.new") : list.name}</h1>
      {!mayChange() && <Notice tone="info">{t("settings.readOnly")}</Notice>}
      {wrong && (
        <Notice tone="error">
          {wrong.status === 409 ? t("error.colleague") : refusalOf(wrong)}
        </Notice>
      )}
      <fieldset class="bare stack" disabled={!mayChange()}>
        <legend class="visually-hidden">{t("checklists.title")}</legend>
        <div class="pair">
          <label>
            {t("checklists.name")}
            <input
              required
              maxLength={120}
              value={name}
              onInput={(event) => setName(event.currentTarget.value)}
            />
          </label>
          <label>
            {t("checklists.brand")}
            <input
              maxLength={40}
              value={brand}
              placeholder={t("checklists.anyBrand")}
              onInput={(event) => setBrand(event.currentTarget.value)}
            />
          </label>
        </div>
        <label class="inline">
          <input
            type="checkbox"
            checked={active}
            onChange={(event) => setActive(event.currentTarget.checked)}
          />
          {t("checklists.active")}
        </label>
        {groups.map((group) => (
          <details key={group} class="card">
            <summary>
              <strong>{group}</strong>{" "}
              <span class="soft">
                {t("checklists.points", { n: points.filter((p) => p.group === group).length })}
              </span>
            </summary>
            {points
              .filter((point) => point.group === group)
              .map((point) => (
                <PointFields
                  key={point.point_id}
                  point={point}
                  onChange={(next) => replace(point.point_id, next)}
                  onMove={(by) => move(point.point_id, by)}
                  onRemove={() => remove(point.point_id)}
                />
              ))}
            <Button onClick={() => add(group)}>+ {t("checklists.addPoint")}</Button>
          </details>
        ))}
      </fieldset>
      {mayChange() && (
        <div class="actions save-bar">
          <Button kind="primary" type="submit">
            {t("checklists.save")}
          </Button>
        </div>
      )}
    </form>
  );
}

/** A list at its address; "new" begins as a copy of another. */
function One({ id }: { id: string }) {
  const [list, setList] = useState<Checklist | null>(null);
  const [isNew, setNew] = useState(id === "new");
  const [wrong, setWrong] = useState<Problem | null>(null);
  useEffect(() => {
    const from = isNew ? query.value.get("from") : id;
    ask<Checklist>(`/v1/checklists/${from}`)
      .then(({ body }) =>
        setList(isNew ? { ...body, checklist_id: crypto.randomUUID(), brand: "" } : body),
      )
      .catch(setWrong);
  }, [id]);
  function saved(body: Checklist) {
    setNew(false);
    setList(body);
    history.replaceState(null, "", `${HERE}/${body.checklist_id}`);
  }
  if (!list) return wrong ? <Notice tone="error">{refusalOf(wrong)}</Notice> : <Skeleton rows={8} />;
  const key = `${list.checklist_id}-${list.version}`;
  return <Editor key={key} list={list} isNew={isNew} onSaved={saved} />;
}

export function Checklists() {
  const id = path.value.split("/")[3];
  useEffect(() => {
    document.title = `${t("checklists.title")} · Beurt`;
  }, []);
  return id ? <One key={id} id={id} /> : <List />;
}
