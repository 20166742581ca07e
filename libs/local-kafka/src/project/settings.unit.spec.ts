import { describe, expect, it } from 'vitest';
import { layoutOf, projectSettings } from './settings.js';

describe('projectSettings', () => {
  it('are the .kafka folder of the project and no port of their own', () => {
    const settings = projectSettings({});
    expect(settings).toEqual({ folder: expect.stringMatching(/\/\.kafka$/) });
  });

  it.each(['0', '9092x', '52001', '-1'])('refuse the port %j', (port) => {
    expect(() => projectSettings({ LOCAL_KAFKA_PORT: port })).toThrow('LOCAL_KAFKA_PORT is a port');
  });
});

describe('layoutOf', () => {
  const settings = { folder: '/p/.kafka' };

  it('has a data folder and a port for each shape', () => {
    expect(layoutOf(settings, {})).toEqual({
      brokers: 1,
      zookeeper: false,
      dataFolder: '/p/.kafka/data/kraft-1',
      firstPort: 9092,
    });
    expect(layoutOf(settings, { brokers: 3 }).dataFolder).toBe('/p/.kafka/data/kraft-3');
    expect(layoutOf(settings, { zookeeper: true })).toMatchObject({
      dataFolder: '/p/.kafka/data/zookeeper-1',
      firstPort: 9093,
    });
  });

  it('begins at the port that was given', () => {
    expect(layoutOf(projectSettings({ LOCAL_KAFKA_PORT: '10000' }), {}).firstPort).toBe(10_000);
  });
});
