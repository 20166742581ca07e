import type { Overview } from '@api/overview';
import { plural } from '../../lib/format.js';
import { href } from '../../lib/router.js';
import { useWidth } from '../../lib/use-width.js';
import { Empty } from '../../ui/empty.js';
import { BrokerNode } from './broker-node.js';
import { FlowLine } from './flow-line.js';
import { GroupNode } from './group-node.js';
import { layoutOf } from './layout.js';
import { PublisherNode } from './publisher-node.js';
import { TopicNode } from './topic-node.js';

interface Props {
  readonly overview: Overview;
  /** The broker whose partitions stand out. */
  readonly broker: number | undefined;
  onBroker(id: number | undefined): void;
}

/** Publishers, topics with their partitions, groups and brokers, with what moves between them. */
export function Picture({ overview, broker, onBroker }: Props) {
  const [box, width] = useWidth<HTMLDivElement>();
  const layout = layoutOf(overview, width);
  const offline = new Set(overview.brokers.filter(({ online }) => !online).map(({ id }) => id));
  const hidden = overview.topicCount - layout.topics.length;
  const drawn = new Set(layout.groups.map(({ group }) => group.id));
  const hiddenGroups = overview.groups.length - drawn.size;
  return (
    <section className="card picture" aria-label="Flow of events">
      {overview.topicCount === 0 && (
        <Empty title="No topics yet">
          They are made when an app with contracts starts, such as by npm start.
        </Empty>
      )}
      <div ref={box}>
        {width > 0 && (
          <svg
            width={width}
            height={layout.height}
            viewBox={`0 0 ${width} ${layout.height}`}
            role="group"
            aria-label="Picture of the cluster"
          >
            {layout.titles.map(({ x, y, text }) => (
              <text key={text} x={x} y={y} className="picture-title">
                {text}
              </text>
            ))}
            {layout.flows.map((flow) => (
              <FlowLine key={flow.id} flow={flow} />
            ))}
            {layout.publishers.map((node) => (
              <PublisherNode key={`${node.name} ${node.y}`} node={node} />
            ))}
            {layout.topics.map((node) => (
              <TopicNode key={node.topic.name} node={node} broker={broker} offline={offline} />
            ))}
            {layout.groups.map((node) => (
              <GroupNode key={`${node.group.id} ${node.y}`} node={node} />
            ))}
            {layout.brokers.map((node) => (
              <BrokerNode
                key={node.broker.id}
                node={node}
                chosen={node.broker.id === broker}
                onChoose={onBroker}
              />
            ))}
          </svg>
        )}
      </div>
      {(hidden > 0 || hiddenGroups > 0) && (
        <p className="picture-more">
          {hidden > 0 && <a href={href('topics')}>{plural(hidden, 'more topic')}</a>}{' '}
          {hiddenGroups > 0 && <a href={href('groups')}>{plural(hiddenGroups, 'more group')}</a>}
        </p>
      )}
    </section>
  );
}
