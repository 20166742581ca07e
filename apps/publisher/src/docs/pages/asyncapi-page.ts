import type { JsonSchema } from '@app/kafka';
import type { AsyncApiDocument } from '../asyncapi/document.js';
import { Html, html } from './html.js';
import { propertiesOf } from './properties.js';

type Message = AsyncApiDocument['components']['messages'][string];

export const STYLE = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif }
body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
h2 { margin-top: 3rem; border-top: 1px solid #8884; padding-top: 1rem }
table { border-collapse: collapse; width: 100% }
th, td { border: 1px solid #8884; padding: .25rem .5rem; text-align: left; vertical-align: top }
code, pre { font: .9em ui-monospace, monospace }
pre { overflow: auto; padding: .75rem; background: #8882 }
`;

/** The AsyncAPI document for people, without a script. */
export function asyncApiPage({ info, channels, components }: AsyncApiDocument): string {
  const topics = Object.entries(channels).map(([topic, { bindings }]) => {
    const message = components.messages[topic];
    return message ? topicSection(topic, bindings.kafka.partitions, message, components.schemas) : html``;
  });
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${info.title}</title>
        <link rel="icon" href="data:," />
        ${new Html(`<style>${STYLE}</style>`)}
      </head>
      <body>
        <h1>${info.title}</h1>
        <p>${info.description}</p>
        <p>
          The same for machines: <a href="asyncapi.json">asyncapi.json</a>. How to publish by HTTP:
          <a href="docs">docs</a>.
        </p>
        ${topics}
      </body>
    </html> `.text;
}

function topicSection(
  topic: string,
  partitions: number,
  message: Message,
  schemas: Readonly<Record<string, JsonSchema>>,
): Html {
  const { name, contentType, headers, payload, bindings, examples = [] } = message;
  const key = bindings?.kafka.key.description ?? 'None: an event goes to any partition.';
  return html`<h2 id="${topic}"><code>${topic}</code></h2>
    <table>
      <tr>
        <th>type</th>
        <td><code>${name}</code></td>
      </tr>
      <tr>
        <th>content type</th>
        <td><code>${contentType}</code></td>
      </tr>
      <tr>
        <th>partitions</th>
        <td>${partitions}</td>
      </tr>
      <tr>
        <th>key</th>
        <td>${key}</td>
      </tr>
    </table>
    <h3>Headers</h3>
    ${propertyTable(headers, schemas)}
    <h3>Value</h3>
    ${propertyTable(payload, schemas)}
    ${examples.map(
      (example) =>
        html`<h3>Example</h3>
          <pre>${JSON.stringify(example.payload, null, 2)}</pre>`,
    )}`;
}

function propertyTable(schema: JsonSchema, schemas: Readonly<Record<string, JsonSchema>>): Html {
  const rows = propertiesOf(schema, schemas).map(
    ({ path, required, rule }) =>
      html`<tr>
        <td><code>${path}</code></td>
        <td>${required ? 'required' : 'optional'}</td>
        <td>${rule}</td>
      </tr>`,
  );
  return html`<table>
    ${rows}
  </table>`;
}
