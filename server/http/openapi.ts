import { OpenAPIHono, z } from '@hono/zod-openapi';
import { api, nudgePath } from '../../lib/contract/api.ts';
import type { Endpoint } from '../../lib/contract/endpoint.ts';
import { ErrorBody } from '../../lib/contract/errors.ts';

export type OpenApiDocument = ReturnType<OpenAPIHono['getOpenAPI31Document']>;

const json = (schema: z.ZodType) => ({ content: { 'application/json': { schema } } });
/** Any file, as it is. */
const file = { content: { '*/*': { schema: z.string().meta({ format: 'binary' }) } } };
const security = [{ deviceToken: [] }, { webSession: [] }];

/** The OpenAPI 3.1 description of the table in `lib/contract/api.ts`. */
export function openApiDocument(version: string, publicUrl: string): OpenApiDocument {
  const app = new OpenAPIHono();
  const registry = app.openAPIRegistry;
  registry.registerComponent('securitySchemes', 'deviceToken', {
    type: 'http',
    scheme: 'bearer',
    description: 'Token of a paired device',
  });
  registry.registerComponent('securitySchemes', 'webSession', {
    type: 'apiKey',
    in: 'cookie',
    name: 'utskick.session_token',
    description:
      'Browser session of the pages of this server; requests that change something come from those pages only',
  });
  for (const [name, endpoint] of Object.entries<Endpoint>(api)) {
    registry.registerPath({
      method: endpoint.method,
      path: endpoint.path,
      operationId: name,
      summary: endpoint.summary,
      tags: [name.split('.')[0] ?? name],
      ...(endpoint.auth === 'device' && { security }),
      ...(endpoint.roles && { description: `Roles: ${endpoint.roles.join(', ')}` }),
      request: {
        ...(endpoint.params && { params: endpoint.params }),
        ...(endpoint.query && { query: endpoint.query }),
        ...(endpoint.body && { body: { ...json(endpoint.body), required: true } }),
        ...(endpoint.file === 'in' && { body: { ...file, required: true } }),
      },
      responses: {
        200: { description: 'Done', ...(endpoint.file === 'out' ? file : json(endpoint.response)) },
        default: {
          description: 'Not done; `code` says why, `fields` names each wrong field',
          ...json(ErrorBody),
        },
      },
    });
  }
  registry.registerPath({
    method: 'get',
    path: nudgePath,
    operationId: 'sync.events',
    summary: 'Stream of nudges: something of the workspace has changed',
    tags: ['sync'],
    security,
    responses: {
      200: {
        description: 'Server-sent events named `changed`',
        content: { 'text/event-stream': { schema: z.string() } },
      },
      default: { description: 'Not signed in', ...json(ErrorBody) },
    },
  });
  return app.getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: 'Utskick',
      version,
      description: 'Sales campaigns and mailings, worked inside the mailbox.',
    },
    servers: [{ url: publicUrl }],
  });
}
