import { describe, expect, it } from 'vitest';
import { assertClocks } from './other-clocks.js';

const line = (time: string): string =>
  `2026-11-27 ${time}.098 INFO  Starting controller (ControllerServer)\n`;
const check =
  (...logs: string[]) =>
  () =>
    assertClocks(new Map(logs.map((log, index) => [index + 1, log])), { 1: 3_600, 2: -3_600 });

describe('clocks', () => {
  it('may be off as they are to be, by brokers that did not start at once', () => {
    expect(
      check(`NOTE: Picked up options\n${line('13:58:03')}`, line('11:58:40'), line('12:57:40')),
    ).not.toThrow();
  });

  it('are found where one of them is right', () => {
    const unloaded = 'ERROR: ld.so: cannot be preloaded: ignored.\n';
    expect(check(line('13:58:03'), unloaded + line('12:58:03'), line('12:58:03'))).toThrow(
      /broker 2: ERROR: ld.so/,
    );
  });

  it('are found where no time is told', () => {
    expect(check(line('13:58:03'), '', line('12:58:03'))).toThrow('clocks are not off');
  });
});
