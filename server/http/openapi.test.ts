import { expect, test } from 'vitest';
import { z } from 'zod';
import { api, nudgePath } from '../../lib/contract/api.ts';
import type { Endpoint } from '../../lib/contract/endpoint.ts';
import { openApiDocument } from './openapi.ts';

const document = openApiDocument('1.2.3', 'http://127.0.0.1:8420');
const content = z.object({ content: z.record(z.string(), z.object({ schema: z.looseObject({}) })) });
/** The parts of OpenAPI 3.1 that we use, as strict as the specification asks. */
const Document = z.object({
  openapi: z.string().regex(/^3\.1\.\d+$/),
  info: z.object({ title: z.string().min(1), version: z.string().min(1) }),
  servers: z.array(z.object({ url: z.url() })),
  paths: z.record(
    z.string().startsWith('/'),
    z
      .record(
        z.enum(['get', 'put', 'post', 'delete']),
        z.object({
          operationId: z.string(),
          summary: z.string(),
          security: z.array(z.record(z.string(), z.array(z.string()))).optional(),
          parameters: z
            .array(
              z.object({
                name: z.string(),
                in: z.enum(['path', 'query']),
                required: z.boolean(),
                schema: z.looseObject({}),
              }),
            )
            .optional(),
          requestBody: content.extend({ required: z.literal(true) }).optional(),
          responses: z.record(
            z.string().regex(/^(\d{3}|default)$/),
            content.extend({ description: z.string().min(1) }),
          ),
        }),
      )
      .or(z.looseObject({})),
  ),
  components: z.looseObject({ securitySchemes: z.record(z.string(), z.looseObject({ type: z.string() })) }),
});
const operations = Object.entries(document.paths ?? {}).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
);

test('the document has the form that OpenAPI 3.1 asks for', () => {
  expect(Document.safeParse(document).error?.issues ?? []).toEqual([]);
});

test('every endpoint of the table stands in it once, and nothing else but the stream of nudges', () => {
  const expected = Object.entries<Endpoint>(api).map(
    ([name, { method, path }]) => `${name} ${method} ${path}`,
  );
  const found = operations.map(({ path, method, operation }) => `${operation.operationId} ${method} ${path}`);
  expect(found.sort()).toEqual([...expected, `sync.events get ${nudgePath}`].sort());
});

test('each parameter of a path is declared, and nothing refers to what is not there', () => {
  for (const { path, operation } of operations) {
    const declared = (operation.parameters ?? []).filter(
      (parameter: { in: string }) => parameter.in === 'path',
    );
    expect(declared.map((parameter: { name: string }) => `{${parameter.name}}`)).toEqual(
      path.match(/\{\w+\}/g) ?? [],
    );
  }
  expect(JSON.stringify(document)).not.toContain('$ref');
});

test('what needs a device says so, what is public does not', () => {
  for (const [name, endpoint] of Object.entries<Endpoint>(api)) {
    const { operation } = operations.find((each) => each.operation.operationId === name) ?? {};
    expect([name, operation?.security !== undefined]).toEqual([name, endpoint.auth === 'device']);
  }
});
