import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { EXEC_ARGV } from '../../apps/start/src/build.js';
import {
  composeIsPresent,
  namedVolumes,
  projectFolder,
  publishedPorts,
  type Service,
  servicesOf,
  variables,
} from './support/compose-config.js';

/** An image by a tag, for who reads it, and by the digest that says what is run. @param image pattern of the tag. */
const pinned = (image: string): RegExp => new RegExp(`^${image}@sha256:[0-9a-f]{64}$`);

const read = (path: string): string => readFileSync(join(projectFolder, path), 'utf8');

describe.skipIf(!composeIsPresent)(
  'docker-compose.yaml (skipped without docker-compose or its plugin)',
  () => {
    const every: Record<string, Service> = {};
    const of = (name: string): Service => every[name] ?? {};
    const startWith = (profile: string): string[] =>
      Object.keys(every).filter((name) => of(name).profiles?.includes(profile));

    beforeAll(() => {
      for (const profile of ['cluster', 'zookeeper', 'apps']) Object.assign(every, servicesOf(profile));
    });

    it('starts one Kafka in KRaft mode when no profile is asked for', () => {
      expect(Object.keys(servicesOf())).toEqual(['kafka']);
      expect(publishedPorts(of('kafka'))).toEqual(['127.0.0.1:9092:9092']);
      expect(variables(of('kafka'))).toEqual(
        expect.arrayContaining([
          'KAFKA_PROCESS_ROLES=broker,controller',
          'KAFKA_ADVERTISED_LISTENERS=PLAINTEXT://kafka:19092,PLAINTEXT_HOST://127.0.0.1:9092',
        ]),
      );
    });

    it('runs the Kafka that local-kafka runs', () => {
      const [, version] =
        /<kafka\.version>(.+)<\/kafka\.version>/.exec(read('libs/local-kafka/maven/kafka/pom.xml')) ?? [];
      expect(of('kafka').image).toMatch(pinned(`apache/kafka:${version}`));
    });

    it.each([1, 2, 3])(
      'adds broker %i with profile cluster, which asks two of three for each record',
      (id) => {
        const name = `kafka-${id}`;
        const port = 9191 + id;
        expect(startWith('cluster')).toHaveLength(3);
        expect(of(name).image).toBe(of('kafka').image);
        expect(publishedPorts(of(name))).toEqual([`127.0.0.1:${port}:9092`]);
        expect(variables(of(name))).toEqual(
          expect.arrayContaining([
            `CLUSTER_ID=${of('kafka-1').environment?.['CLUSTER_ID']}`,
            `KAFKA_NODE_ID=${id}`,
            'KAFKA_PROCESS_ROLES=broker,controller',
            'KAFKA_CONTROLLER_QUORUM_VOTERS=1@kafka-1:9093,2@kafka-2:9093,3@kafka-3:9093',
            `KAFKA_ADVERTISED_LISTENERS=PLAINTEXT://${name}:19092,PLAINTEXT_HOST://127.0.0.1:${port}`,
            'KAFKA_DEFAULT_REPLICATION_FACTOR=3',
            'KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR=3',
            'KAFKA_MIN_INSYNC_REPLICAS=2',
          ]),
        );
      },
    );

    it("keeps the original's services, ports and listeners in profile zookeeper", () => {
      expect(startWith('zookeeper').toSorted()).toEqual(['kafka-zookeeper', 'zookeeper']);
      expect(of('zookeeper').image).toMatch(/^confluentinc\/cp-zookeeper:7\.9\.\d+$/);
      expect(publishedPorts(of('zookeeper'))).toEqual(['127.0.0.1:22181:2181']);
      expect(variables(of('zookeeper')).toSorted()).toEqual([
        'ZOOKEEPER_CLIENT_PORT=2181',
        'ZOOKEEPER_TICK_TIME=2000',
      ]);
      expect(of('kafka-zookeeper').image).toMatch(/^confluentinc\/cp-kafka:7\.9\.\d+$/);
      expect(publishedPorts(of('kafka-zookeeper'))).toEqual(['127.0.0.1:9093:9093']);
      expect(of('kafka-zookeeper').networks).toEqual({ zookeeper: { aliases: ['kafka'] } });
      expect(variables(of('kafka-zookeeper'))).toEqual(
        expect.arrayContaining([
          'KAFKA_ZOOKEEPER_CONNECT=zookeeper:2181',
          'KAFKA_ADVERTISED_LISTENERS=PLAINTEXT://kafka:9092,PLAINTEXT_HOST://localhost:9093',
        ]),
      );
    });

    it.each([
      { app: 'publisher', port: 3000 },
      { app: 'subscriber', port: 3001 },
    ])('builds the $app with profile apps and starts it when Kafka is healthy', ({ app, port }) => {
      expect(startWith('apps').toSorted()).toEqual(['postgres', 'publisher', 'subscriber']);
      expect(of(app)).toMatchObject({ init: true, depends_on: { kafka: { condition: 'service_healthy' } } });
      expect(variables(of(app))).toContain('KAFKA_BROKERS=kafka:19092');
      expect(variables(of(app))).toContain('DATABASE_URL=postgres://postgres@postgres/pubsub');
      expect(`${of(app).build?.args['APP']} at ${of(app).build?.args['PORT']}`).toBe(`${app} at ${port}`);
      expect(publishedPorts(of(app))).toEqual([`127.0.0.1:${port}:${port}`]);
    });

    it('puts the subscriber into group grp2', () => {
      expect(variables(of('subscriber'))).toContain('KAFKA_GROUP_ID=grp2');
    });

    it('publishes each port once, on the loopback interface, so that all profiles can run together', () => {
      const ports = Object.values(every).flatMap(publishedPorts);
      expect(ports.filter((port) => !port.startsWith('127.0.0.1:'))).toEqual([]);
      const ofHost = ports.map((port) => port.split(':')[1]);
      expect([...new Set(ofHost)]).toEqual(ofHost);
    });

    it('checks the health of every broker and of the database, and keeps their data in volumes of their own', () => {
      const servers = Object.values(every).filter(({ build }) => build === undefined);
      expect(servers.map(({ healthcheck }) => healthcheck?.test[0])).toEqual(Array(7).fill('CMD'));
      const volumes = servers.flatMap(namedVolumes);
      expect(new Set(volumes).size).toBe(8);
      expect(volumes).toHaveLength(8);
    });

    it('runs the database by its digest too', () => {
      expect(of('postgres').image).toMatch(pinned('postgres:17\\.\\d+-alpine3\\.\\d+'));
    });
  },
);

describe('Dockerfile', () => {
  const lines = read('Dockerfile').split('\n');
  const image = lines.slice(lines.findLastIndex((line) => line.startsWith('FROM '))).join('\n');

  it('runs as a user who is not root and has a number, on an address that can be reached, with a health check', () => {
    expect(image).toMatch(/^USER [1-9]\d*:[1-9]\d*$/m);
    expect(image).toMatch(/^ENV .*\bHOST=0\.0\.0\.0\b/m);
    expect(image).toMatch(/^HEALTHCHECK .*\\\n.*\/health\/live/m);
  });

  it('begins with exact versions, by digest and of one Alpine, and has Node without npm', () => {
    const bases = lines.flatMap((line) => /^FROM (\S+:\S+)/.exec(line)?.[1] ?? []);
    expect(bases).toEqual([
      expect.stringMatching(pinned('node:2[024]\\.\\d+\\.\\d+-alpine\\d+\\.\\d+')),
      expect.stringMatching(pinned('alpine:\\d+\\.\\d+\\.\\d+')),
    ]);
    const [ofNode, own] = bases.map((base) => /alpine:?(\d+\.\d+)/.exec(base)?.[1]);
    expect(own).toBe(ofNode);
    const stages = lines.flatMap((line) => /^FROM .* AS (\w+)$/.exec(line)?.[1] ?? []);
    const others = lines.flatMap((line) => /^FROM (\S+)/.exec(line)?.[1] ?? []);
    expect(others.filter((name) => !stages.includes(name))).toEqual(bases);
    expect(image).toContain('COPY --from=dependencies /usr/local/bin/node /usr/local/bin/node');
  });

  it('gives Node the options that the apps are given here', () => {
    const [, command = '[]'] = /^CMD (\[.*\])$/m.exec(image) ?? [];
    expect(JSON.parse(command)).toEqual(['node', ...EXEC_ARGV, 'dist/main.js']);
  });

  it('has the SDK for traces where it is here, and names its spans by the app', () => {
    expect(image).toMatch(/^COPY deploy\/tracing\.mjs deploy\/$/m);
    expect(image).toMatch(/^ARG APP$[^]*^ENV .*\bOTEL_SERVICE_NAME=\$APP$/m);
  });

  it('takes production dependencies alone into the image', () => {
    expect(lines).toContain('RUN npm ci --omit=dev');
    expect(image).toContain('COPY --from=dependencies /app/node_modules node_modules');
  });
});
