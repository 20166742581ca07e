import type { ContractView } from '@api/contracts';
import { href } from '../../lib/router.js';
import { resolve } from '../../lib/schema.js';
import { CopyButton } from '../../ui/copy-button.js';
import { Facts } from '../../ui/facts.js';
import { JsonTree } from '../../ui/json-tree.js';
import { Properties } from './properties.js';

/** An example is small: all its levels are open. */
const ALL = 12;

export function ContractCard({ contract }: { readonly contract: ContractView }) {
  const { topic, type, partitions, schema, example, text, retryTopics } = contract;
  const { title, description } = resolve(schema, schema);
  return (
    <article className="card contract" aria-label={topic}>
      <div className="contract-head">
        <div>
          <h2 className="mono">{topic}</h2>
          {(description ?? title) && <p className="muted">{description ?? title}</p>}
        </div>
        <div className="page-aside">
          <a className="button button-plain" href={href('topics', topic)}>
            Topic
          </a>
          <a className="button button-primary" href={href('publish', topic)}>
            Publish
          </a>
        </div>
      </div>
      <Facts
        facts={[
          { name: 'Type', value: type, mono: true },
          { name: 'Partitions', value: partitions },
          { name: 'On the wire', value: text ? 'text/plain; JSON is read too' : 'application/json' },
          {
            name: 'Retry topics',
            value: retryTopics.length === 0 ? 'none' : retryTopics.join(', '),
            mono: retryTopics.length > 0,
          },
        ]}
      />
      <h3>Properties</h3>
      <Properties schema={schema} root={schema} />
      {example !== undefined && (
        <>
          <div className="content-bar">
            <h3>Example</h3>
            <CopyButton text={JSON.stringify(example, undefined, 2)} label="Copy example" />
          </div>
          <div className="content-body">
            <JsonTree value={example} openTo={ALL} />
          </div>
        </>
      )}
      <details className="schema">
        <summary>JSON Schema</summary>
        <CopyButton text={JSON.stringify(schema, undefined, 2)} label="Copy schema" />
        <pre className="text" tabIndex={0}>
          {JSON.stringify(schema, undefined, 2)}
        </pre>
      </details>
    </article>
  );
}
