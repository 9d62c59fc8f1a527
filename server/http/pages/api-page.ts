import { html } from 'hono/html';
import { z } from 'zod';
import type { OpenApiDocument } from '../openapi.ts';
import type { Html } from './layout.ts';

/** What the page shows of a JSON schema; everything else is left to /openapi.json. */
const Schema = z.looseObject({
  $ref: z.string().optional(),
  type: z.union([z.string(), z.array(z.string())]).optional(),
  format: z.string().optional(),
  enum: z.array(z.unknown()).optional(),
  const: z.unknown().optional(),
  default: z.unknown().optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  minLength: z.number().optional(),
  maxLength: z.number().optional(),
  minItems: z.number().optional(),
  maxItems: z.number().optional(),
  required: z.array(z.string()).optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  additionalProperties: z.unknown().optional(),
  items: z.unknown().optional(),
  anyOf: z.array(z.unknown()).optional(),
  oneOf: z.array(z.unknown()).optional(),
  allOf: z.array(z.unknown()).optional(),
});
type Schema = z.infer<typeof Schema>;

const Content = z.object({ content: z.record(z.string(), z.object({ schema: z.unknown() })).optional() });
const Operation = z.object({
  operationId: z.string(),
  summary: z.string().optional(),
  description: z.string().optional(),
  security: z.array(z.unknown()).optional(),
  parameters: z
    .array(
      z.object({ name: z.string(), in: z.string(), required: z.boolean().optional(), schema: z.unknown() }),
    )
    .optional(),
  requestBody: Content.optional(),
  responses: z.record(z.string(), Content),
});
type Operation = z.infer<typeof Operation>;

/** One line of a table of fields. */
interface Field {
  path: string;
  type: string;
  required: boolean;
}

const DEEPEST = 6;

/** The OpenAPI document as a page for people, without scripts. */
export function apiPage(document: OpenApiDocument): Html {
  const endpoints = Object.entries(document.paths ?? {}).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      path,
      method,
      operation: Operation.parse(operation),
    })),
  );
  const groups = [...new Set(endpoints.map(({ operation }) => groupOf(operation)))];
  return html`<h1>API</h1>
<p class="lead">Version ${document.info.version}. JSON over HTTP; instants are UTC. The machine-readable description (OpenAPI 3.1)
is at <a href="/openapi.json">/openapi.json</a>.</p>
<p>Endpoints marked “device” want <code>Authorization: Bearer …</code> with the token of a paired device. What is not a success has
the body <code>{ code, message, fields? }</code>: <code>code</code> for programs, <code>message</code> for people, <code>fields</code>
with the path of each wrong field.</p>
${groups.map(
  (group) => html`<h2>${group}</h2>
${endpoints.filter(({ operation }) => groupOf(operation) === group).map((endpoint) => endpointBlock(endpoint))}`,
)}`;
}

const groupOf = (operation: Operation) => operation.operationId.split('.')[0] ?? operation.operationId;

function endpointBlock({
  path,
  method,
  operation,
}: {
  path: string;
  method: string;
  operation: Operation;
}): Html {
  const parameters = (operation.parameters ?? []).map((parameter) => ({
    path: `${parameter.name} (${parameter.in})`,
    type: typeOf(schemaOf(parameter.schema)),
    required: parameter.required ?? false,
  }));
  return html`<details class="endpoint"><summary><code class="method">${method}</code> <code class="path">${path}</code>
<span class="soft">${operation.summary ?? ''}</span></summary><div class="inside">
<p class="soft">${operation.security ? 'Device or signed-in browser.' : 'Public.'} ${operation.description ?? ''}</p>
${fieldTable('Parameters', parameters)}
${fieldTable('Request', fieldsOfContent(operation.requestBody))}
${fieldTable('Answer', fieldsOfContent(operation.responses['200']))}
</div></details>`;
}

function fieldTable(caption: string, fields: Field[]): Html | string {
  if (fields.length === 0) return '';
  return html`<table><caption>${caption}</caption><thead><tr><th scope="col">Field</th><th scope="col">Type</th></tr></thead><tbody>
${fields.map((field) => html`<tr><td><code>${field.path}</code>${field.required ? '' : html` <span class="soft">optional</span>`}</td><td>${field.type}</td></tr>`)}
</tbody></table>`;
}

function fieldsOfContent(content: z.infer<typeof Content> | undefined): Field[] {
  const first = Object.entries(content?.content ?? {})[0];
  if (!first) return [];
  const [mediaType, { schema }] = first;
  if (mediaType !== 'application/json') return [{ path: mediaType, type: 'stream', required: true }];
  return fieldsOf(schemaOf(schema), '', DEEPEST);
}

function schemaOf(value: unknown): Schema {
  const parsed = Schema.safeParse(value);
  return parsed.success ? parsed.data : {};
}

/** Every field by its path; lists with \`[]\`. */
function fieldsOf(schema: Schema, above: string, depth: number): Field[] {
  if (depth === 0) return [];
  const inside = isObject(schema) ? schema : variantWithFields(schema);
  if (!inside)
    return schema.items === undefined ? [] : fieldsOf(schemaOf(schema.items), `${above}[]`, depth - 1);
  const required = new Set(inside.required ?? []);
  return Object.entries(inside.properties ?? {}).flatMap(([name, value]) => {
    const child = schemaOf(value);
    const path = above === '' ? name : `${above}.${name}`;
    return [{ path, type: typeOf(child), required: required.has(name) }, ...fieldsOf(child, path, depth - 1)];
  });
}

const isObject = (schema: Schema) => schema.properties !== undefined;

/** Fields of all variants of a union together; which goes with which stands in /openapi.json. */
function variantWithFields(schema: Schema): Schema | null {
  const objects = variantsOf(schema).filter(isObject);
  if (objects.length === 0) return null;
  const required = objects
    .map((object) => object.required ?? [])
    .reduce((some, more) => some.filter((name) => more.includes(name)));
  return { properties: Object.assign({}, ...objects.map((object) => object.properties)), required };
}

const variantsOf = (schema: Schema) =>
  [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])].map(schemaOf);

function typeOf(schema: Schema): string {
  if (schema.$ref) return schema.$ref.split('/').at(-1) ?? '';
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  const variants = variantsOf(schema);
  if (variants.length > 0) return [...new Set(variants.map(typeOf))].join(' | ');
  const types = [schema.type ?? 'any']
    .flat()
    .map((type) => (type === 'array' ? `list of ${typeOf(schemaOf(schema.items))}` : type));
  const format = schema.format ? ` (${schema.format})` : '';
  return types.join(' | ') + format + boundsOf(schema);
}

function boundsOf(schema: Schema): string {
  const unit = unitOf(schema);
  const least = schema.minimum ?? schema.minLength ?? schema.minItems;
  const most = schema.maximum ?? schema.maxLength ?? schema.maxItems;
  const hasLeast = least !== undefined && least > Number.MIN_SAFE_INTEGER && (least > 0 || unit === '');
  const hasMost = most !== undefined && most < Number.MAX_SAFE_INTEGER;
  const upTo = hasMost ? `${hasLeast ? `${least} to` : 'up to'} ${most}${unit}` : '';
  const range = upTo || (hasLeast ? `${least} or more${unit}` : '');
  const standard = schema.default === undefined ? '' : `, ${JSON.stringify(schema.default)} when absent`;
  return [range && `, ${range}`, standard].join('');
}

function unitOf({ minLength, maxLength, minItems, maxItems }: Schema): string {
  if ((maxLength ?? minLength) !== undefined) return ' characters';
  return (maxItems ?? minItems) === undefined ? '' : ' items';
}
