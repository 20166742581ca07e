import { expect, it } from 'vitest';
import { lastWords } from './last-words.js';

it('prefers the last exception, without its stack', () => {
  const log = [
    '2026-11-22 10:00:00.000 ERROR Exiting Kafka due to fatal exception (Kafka$)',
    'java.lang.RuntimeException: outer',
    '\tat kafka.Kafka.main(Kafka.scala)',
    'Caused by: java.net.BindException: Address already in use',
    '\tat sun.nio.ch.Net.bind0(Native Method)',
    '2026-11-22 10:00:00.100 INFO  App info kafka.server for 1 unregistered (AppInfoParser)',
  ].join('\n');
  expect(lastWords(log)).toBe('java.net.BindException: Address already in use');
});

it('takes an error of the log without an exception, else the last line', () => {
  expect(lastWords('1 ERROR no space left (Log)\n1 INFO  bye\n')).toBe('1 ERROR no space left (Log)');
  expect(lastWords('Unrecognized VM option\n\n')).toBe('Unrecognized VM option');
  expect(lastWords('')).toBe('');
});

it('takes what Java says of a crash of its own', () => {
  const log = [
    '1 INFO  starting (KafkaServer)',
    '#',
    '# A fatal error has been detected by the Java Runtime Environment:',
    '#',
    '#  SIGBUS (0x7) at pc=0x00007f, pid=1, tid=2',
    '#',
    '# JRE version: OpenJDK Runtime Environment (17.0.15)',
    '#',
  ].join('\n');
  expect(lastWords(log)).toBe('SIGBUS (0x7) at pc=0x00007f, pid=1, tid=2');
});
