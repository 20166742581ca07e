import { describe, expect, it } from 'vitest';
import { brokerProperties } from './broker-properties.js';
import { controllerIds, type ClusterPlan } from './cluster-plan.js';

const cluster = (founders: number, config: ClusterPlan['config'] = {}): ClusterPlan => ({
  clusterId: 'some',
  founders,
  controllers: controllerIds(founders).map((id) => ({ id, port: 19_091 + id })),
  config,
});
const node = (id: number) => ({ id, port: 9091 + id });

describe('brokerProperties', () => {
  it('makes a founder broker and controller, on the loopback address alone', () => {
    expect(brokerProperties(cluster(3), node(2))).toMatchObject({
      'process.roles': 'broker,controller',
      'controller.quorum.voters': '1@127.0.0.1:19092,2@127.0.0.1:19093,3@127.0.0.1:19094',
      listeners: 'PLAINTEXT://127.0.0.1:9093,CONTROLLER://127.0.0.1:19093',
      'advertised.listeners': 'PLAINTEXT://127.0.0.1:9093',
    });
  });

  it('makes one that was added later a broker only', () => {
    expect(brokerProperties(cluster(3), node(4))).toMatchObject({
      'process.roles': 'broker',
      listeners: 'PLAINTEXT://127.0.0.1:9095',
    });
  });

  it('has one controller where two could not outlive each other', () => {
    expect(brokerProperties(cluster(2), node(1))['controller.quorum.voters']).toBe('1@127.0.0.1:19092');
  });

  it.each([
    [1, '1', '1'],
    [2, '2', '1'],
    [3, '3', '2'],
    [5, '3', '2'],
  ])('with %i brokers keeps %s copies, of which %s have to be written', (founders, copies, inSync) => {
    expect(brokerProperties(cluster(founders), node(1))).toMatchObject({
      'default.replication.factor': copies,
      'offsets.topic.replication.factor': copies,
      'transaction.state.log.replication.factor': copies,
      'min.insync.replicas': inSync,
    });
  });

  it('connects to ZooKeeper where there is one', () => {
    const properties = brokerProperties({ ...cluster(1), controllers: [], zookeeperPort: 22_181 }, node(1));
    expect(properties).toMatchObject({ 'broker.id': '1', 'zookeeper.connect': '127.0.0.1:22181' });
    expect(properties).not.toHaveProperty('process.roles');
  });

  it('lets the given configuration win', () => {
    const config = { 'auto.create.topics.enable': 'true' };
    expect(brokerProperties(cluster(1, config), node(1))).toMatchObject(config);
  });

  it('lets a broker have properties of its own', () => {
    const config: ClusterPlan['config'] = ({ listeners, ...all }, id) =>
      id === 2 ? { ...all, listeners: `${listeners},MORE://127.0.0.1:1` } : all;
    expect(brokerProperties(cluster(3, config), node(2))['listeners']).toMatch(/^PLAINTEXT:.*,MORE:/);
    expect(brokerProperties(cluster(3, config), node(1))).not.toHaveProperty('listeners');
  });
});
