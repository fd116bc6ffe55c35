import { fieldsOf, isRequired, type Operation, openApi, type Service, schemaOf, services } from '@boathouse/contract';
import type { FastifyInstance } from 'fastify';
import { escapeHtml, htmlPage, pageHeaders } from './html.ts';

const style = `
  body { font: 15px/1.5 system-ui, sans-serif; color: #1b2733; margin: 2rem auto; max-width: 60rem; padding: 0 1rem }
  h2 { margin: 2.5rem 0 .2rem; border-bottom: 1px solid #d5dde4 }
  summary { cursor: pointer; padding: .25rem 0 } code { font-size: .92em }
  .method { display: inline-block; min-width: 4.2em; font-weight: 600 } .later { color: #8a5a00 }
  details > div { margin: .2rem 0 1rem 1.2rem; padding-left: 1rem; border-left: 3px solid #d5dde4 }
  td { padding: .15rem 1rem .15rem 0; vertical-align: top }`;

const fieldRows = ({ request }: Operation): string =>
  fieldsOf(schemaOf(request))
    .map(([name, field]) => {
      const need = isRequired(schemaOf(request), name) ? 'required' : '';
      return `<tr><td><code>${escapeHtml(name)}</code></td><td>${need}</td><td>${escapeHtml(field.description ?? '')}</td></tr>`;
    })
    .join('');

const operationPart = (service: Service, name: string, operation: Operation, built: ReadonlySet<string>): string => {
  const later = built.has(`${service.name}.${name}`) ? '' : ' <span class="later">not built yet</span>';
  const errors = operation.errors.map(code => `<code>${code}</code>`).join(', ');
  return `<details><summary><span class="method">${operation.method}</span> <code>${escapeHtml(operation.path)}</code> ${escapeHtml(operation.summary)}${later}</summary>
<div><p>${escapeHtml(operation.description ?? operation.summary)}</p><table>${fieldRows(operation)}</table>${errors === '' ? '' : `<p>Errors of its own: ${errors}</p>`}</div></details>`;
};

const servicePart = (service: Service, built: ReadonlySet<string>): string => {
  const operations = Object.entries(service.operations).map(([name, operation]) =>
    operationPart(service, name, operation, built),
  );
  return `<h2>${escapeHtml(service.name)}</h2><p>${escapeHtml(service.description)}</p>${operations.join('\n')}`;
};

const page = (built: ReadonlySet<string>): string =>
  htmlPage(
    'Boathouse API',
    style,
    `<h1>Boathouse API</h1><p>Every operation of this workspace. As OpenAPI 3.1: <a href="/api/docs/openapi.json">openapi.json</a></p>
${Object.values<Service>(services)
  .map(service => servicePart(service, built))
  .join('\n')}`,
  );

/**
 * Serves the documentation of the API: `/api/docs` to look at, `/api/docs/openapi.json` for tools.
 *
 * @param built operations that are answered, as `service.operation`
 */
export const addApiDocs = (app: FastifyInstance, built: ReadonlySet<string>): void => {
  let html: string | undefined;
  let document: string | undefined;
  app.get('/api/docs', async (_, reply) => {
    html ??= page(built);
    return reply.headers(pageHeaders).send(html);
  });
  app.get('/api/docs/openapi.json', async (_, reply) => {
    document ??= JSON.stringify(openApi('0.1.0'));
    return reply.type('application/json; charset=utf-8').send(document);
  });
};
