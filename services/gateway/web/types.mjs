// SPDX-License-Identifier: Apache-2.0
// Turns the schemas of the gateway's OpenAPI file into TypeScript types (src/gen/api.ts), so
// that a field the description lacks does not compile.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const description = JSON.parse(
  readFileSync(join(here, "../../../proto/openapi/gateway.json"), "utf8"),
);

function typeOf(schema) {
  if (schema.$ref) return schema.$ref.split("/").pop();
  if (schema.allOf) return schema.allOf.map(typeOf).join(" & ");
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((v) => JSON.stringify(v)).join(" | ");
  if (schema.type === "array") return `(${typeOf(schema.items)})[]`;
  if (schema.type === "integer" || schema.type === "number") return "number";
  if (schema.type === "string" || schema.type === "boolean") return schema.type;
  if (!schema.properties) return "Record<string, unknown>";
  const required = new Set(schema.required ?? []);
  const fields = Object.entries(schema.properties).map(
    ([name, field]) => `${JSON.stringify(name)}${required.has(name) ? "" : "?"}: ${typeOf(field)};`,
  );
  return `{ ${fields.join(" ")} }`;
}

export function writeTypes() {
  const types = Object.entries(description.components.schemas).map(
    ([name, schema]) => `export type ${name} = ${typeOf(schema)};`,
  );
  mkdirSync(join(here, "src/gen"), { recursive: true });
  writeFileSync(
    join(here, "src/gen/api.ts"),
    `// Generated from proto/openapi/gateway.json.\n${types.join("\n")}\n`,
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeTypes();
