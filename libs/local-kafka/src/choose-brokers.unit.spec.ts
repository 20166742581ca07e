import { describe, expect, it, vi } from 'vitest';
import { chooseBrokers, type Ways } from './choose-brokers.js';
import { LocalKafkaError } from './errors.js';
import type { ProjectKafka } from './project/project-kafka.js';

const local: ProjectKafka = {
  status: { state: 'running', owner: 1, founders: 1, zookeeper: false, dataFolder: '/data', brokers: [] },
  bootstrap: ['127.0.0.1:9092'],
  owned: true,
  close: vi.fn<() => Promise<void>>(),
};

const failing = (code: 'JAVA_MISSING' | 'PORT_TAKEN') => () =>
  Promise.reject(new LocalKafkaError(code, 'install Java'));

const ways = (given: Partial<Ways> = {}): Ways => ({
  openLocal: vi.fn<Ways['openLocal']>().mockResolvedValue(local),
  dockerAnswers: vi.fn<Ways['dockerAnswers']>().mockResolvedValue(false),
  composeUp: vi.fn<Ways['composeUp']>().mockResolvedValue(),
  ...given,
});

const silent = (): void => undefined;

describe('chooseBrokers', () => {
  it('takes the given brokers first', async () => {
    const all = ways();
    const chosen = await chooseBrokers(['a:1', 'b:2'], silent, all);
    expect(chosen).toMatchObject({ source: 'given', brokers: ['a:1', 'b:2'] });
    expect(all.openLocal).not.toHaveBeenCalled();
  });

  it('opens a local Kafka next, and closes it in the end', async () => {
    const chosen = await chooseBrokers(undefined, silent, ways());
    expect(chosen).toMatchObject({ source: 'local', brokers: ['127.0.0.1:9092'] });
    await chosen.close();
    expect(local.close).toHaveBeenCalledOnce();
  });

  it('uses docker where Java is missing', async () => {
    const all = ways({ openLocal: failing('JAVA_MISSING'), dockerAnswers: () => Promise.resolve(true) });
    const chosen = await chooseBrokers(undefined, silent, all);
    expect(chosen).toMatchObject({ source: 'docker', brokers: ['127.0.0.1:9092'] });
    expect(all.composeUp).toHaveBeenCalledOnce();
  });

  it('names the three ways in one line where there is none', async () => {
    const chosen = chooseBrokers(undefined, silent, ways({ openLocal: failing('JAVA_MISSING') }));
    await expect(chosen).rejects.toMatchObject({
      code: 'NO_BROKERS',
      message: expect.stringMatching(/^.*install Java.* docker.* KAFKA_BROKERS.*$/),
    });
  });

  it('does not hide by docker what is wrong with the local Kafka', async () => {
    const all = ways({ openLocal: failing('PORT_TAKEN'), dockerAnswers: () => Promise.resolve(true) });
    await expect(chooseBrokers(undefined, silent, all)).rejects.toMatchObject({ code: 'PORT_TAKEN' });
    expect(all.composeUp).not.toHaveBeenCalled();
  });
});
