// SPDX-License-Identifier: Apache-2.0
// The sentence builder: groups of sentences in which each blank is a control of the platform,
// so that keyboard and screen reader come with it.
import type { ComponentChildren } from "preact";
import { Button } from "../../kit/kit";
import { t } from "../../lib/i18n";
import type { Field, Group, Item, Join, Sentence, Value } from "./selection";
import { firstValue, isGroup, JOINS, newSentence, pieces, said } from "./selection";

const DEEPEST = 3;

interface BlankProps {
  field: Field;
  sentence: Sentence;
  label: string;
  onChange: (value: Value) => void;
}

const listOf = (value: Value | undefined) =>
  (Array.isArray(value) ? value : value === undefined ? [] : [value]).map(String);

function Words({ field, sentence, label, onChange }: BlankProps) {
  const chosen = listOf(sentence.value);
  return (
    <fieldset class="words">
      <legend class="visually-hidden">{label}</legend>
      {field.words?.map(({ word, label: name }) => (
        <label key={word} class="word">
          <input
            type="checkbox"
            checked={chosen.includes(word)}
            onChange={({ currentTarget: { checked } }) => {
              const next = checked ? [...chosen, word] : chosen.filter((one) => one !== word);
              onChange(next.length ? next : [word]);
            }}
          />
          {said(name)}
        </label>
      ))}
    </fieldset>
  );
}

function Blank(props: BlankProps) {
  const { field, sentence, label, onChange } = props;
  if (field.type === "word") return <Words {...props} />;
  if (field.type === "flag") {
    return (
      <select
        aria-label={label}
        value={String(sentence.value)}
        onChange={({ currentTarget: { value } }) => onChange(value === "true")}
      >
        <option value="true">{t("campaigns.yes")}</option>
        <option value="false">{t("campaigns.no")}</option>
      </select>
    );
  }
  if (field.type === "text") {
    return (
      <input
        type="text"
        required
        maxLength={60}
        aria-label={label}
        placeholder={t("campaigns.commas")}
        value={listOf(sentence.value).join(", ")}
        onChange={({ currentTarget: { value } }) =>
          onChange(value.split(",").map((one) => one.trim()).filter(Boolean))
        }
      />
    );
  }
  return (
    <input
      type="number"
      required
      class="figure"
      min={field.least}
      max={field.most}
      aria-label={label}
      value={String(sentence.value ?? "")}
      onInput={({ currentTarget }) =>
        currentTarget.validity.valid && onChange(Number(currentTarget.value))
      }
    />
  );
}

interface SentenceProps {
  fields: Field[];
  sentence: Sentence;
  onChange: (sentence: Sentence) => void;
  onRemove: () => void;
}

function Picker({ fields, sentence, onChange }: Omit<SentenceProps, "onRemove">) {
  const field = fields.find((entry) => entry.field === sentence.field);
  if (!field) return null;
  const choose = (operator: string) => {
    const kept = operator !== "passed" && sentence.operator !== "passed";
    const value = kept ? sentence.value : firstValue(field, operator);
    const { value: _, ...rest } = sentence;
    onChange({ ...rest, operator, ...(value === undefined ? {} : { value }) });
  };
  if (field.operators.length < 2) return null;
  return (
    <select
      aria-label={t("campaigns.form", { field: said(field.label) })}
      value={sentence.operator}
      onChange={({ currentTarget: { value } }) => choose(value)}
    >
      {field.operators.map((entry) => (
        <option key={entry.operator} value={entry.operator}>
          {said(entry.sentence).replace("{value}", "…").replace("{months}", "…")}
        </option>
      ))}
    </select>
  );
}

function Line({ fields, sentence, onChange, onRemove }: SentenceProps) {
  const field = fields.find((entry) => entry.field === sentence.field);
  if (!field) return null;
  const label = said(field.label);
  const blank = (piece: string): ComponentChildren => {
    if (piece === "{value}") {
      return (
        <Blank
          field={field}
          sentence={sentence}
          label={label}
          onChange={(value) => onChange({ ...sentence, value })}
        />
      );
    }
    if (piece !== "{months}") return <span>{piece}</span>;
    return (
      <input
        type="number"
        class="figure"
        min={1}
        max={120}
        aria-label={t("campaigns.months", { field: label })}
        value={sentence.months ?? 12}
        onInput={({ currentTarget }) =>
          currentTarget.validity.valid &&
          onChange({ ...sentence, months: Number(currentTarget.value) })
        }
      />
    );
  };
  return (
    <div class="sentence">
      <div class="sentence-words">{pieces(field, sentence.operator).map(blank)}</div>
      <Picker fields={fields} sentence={sentence} onChange={onChange} />
      <Button kind="quiet" aria-label={t("campaigns.remove", { field: label })} onClick={onRemove}>
        ×
      </Button>
    </div>
  );
}

/** "car.age" stands under "car": fields by what they are about. */
function areas(fields: Field[]): [string, Field[]][] {
  const found = new Map<string, Field[]>();
  for (const field of fields) {
    const area = field.field.split(".")[0]!;
    found.set(area, [...(found.get(area) ?? []), field]);
  }
  return [...found];
}

function Adder({ fields, onAdd }: { fields: Field[]; onAdd: (item: Item) => void }) {
  return (
    <label class="adder">
      {t("campaigns.addSentence")}
      <select
        value=""
        onChange={({ currentTarget }) => {
          const field = fields.find((entry) => entry.field === currentTarget.value);
          currentTarget.value = "";
          if (field) onAdd(newSentence(field));
        }}
      >
        <option value="">{t("campaigns.choose")}</option>
        {areas(fields).map(([area, list]) => (
          <optgroup key={area} label={t.optional(`campaigns.area.${area}`)}>
            {list.map((field) => (
              <option key={field.field} value={field.field}>
                {said(field.label)}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
    </label>
  );
}

interface GroupProps {
  fields: Field[];
  group: Group;
  depth?: number;
  onChange: (group: Group) => void;
  onRemove?: () => void;
}

export function GroupOf({ fields, group, depth = 1, onChange, onRemove }: GroupProps) {
  const put = (at: number, item: Item) =>
    onChange({ ...group, items: group.items.map((one, n) => (n === at ? item : one)) });
  const remove = (at: number) =>
    onChange({ ...group, items: group.items.filter((_, n) => n !== at) });
  const add = (item: Item) => onChange({ ...group, items: [...group.items, item] });
  return (
    <fieldset class="rules">
      <legend>
        <select
          aria-label={t("campaigns.join")}
          value={group.join}
          onChange={({ currentTarget: { value } }) => onChange({ ...group, join: value as Join })}
        >
          {JOINS.map((join) => (
            <option key={join} value={join}>
              {t(`campaigns.join.${join}`)}
            </option>
          ))}
        </select>
        {onRemove && (
          <Button kind="quiet" aria-label={t("campaigns.removeGroup")} onClick={onRemove}>
            ×
          </Button>
        )}
      </legend>
      {group.items.length === 0 && depth === 1 && (
        <p class="soft">{t("campaigns.everybody")}</p>
      )}
      {group.items.map((item, at) =>
        isGroup(item) ? (
          <GroupOf
            key={at}
            fields={fields}
            group={item}
            depth={depth + 1}
            onChange={(next) => put(at, next)}
            onRemove={() => remove(at)}
          />
        ) : (
          <Line
            key={`${at}${item.field}`}
            fields={fields}
            sentence={item}
            onChange={(next) => put(at, next)}
            onRemove={() => remove(at)}
          />
        ),
      )}
      <div class="adders">
        <Adder fields={fields} onAdd={add} />
        {depth < DEEPEST && (
          <Button onClick={() => add({ join: "any", items: [] })}>{t("campaigns.addGroup")}</Button>
        )}
      </div>
    </fieldset>
  );
}
