import { describe, expect, it } from 'vitest';
import { show } from './show.js';

const line = (level: string, context: string) =>
  JSON.stringify({ level, context, message: 'grp2 received: Hello' });

describe('show', () => {
  it.each([
    [
      'what a controller received, as it is',
      line('log', 'MyKafkaTopicController'),
      'stdout',
      'grp2 received: Hello',
    ],
    ['a warning, with the name', line('warn', 'KafkaStrategy'), 'stderr', 'app: grp2 received: Hello'],
    [
      'an error of a controller, with the name',
      line('error', 'AController'),
      'stderr',
      'app: grp2 received: Hello',
    ],
    ['what is not JSON, with the name', 'PORT must be a number', 'stderr', 'app: PORT must be a number'],
    ['JSON that is no log line, with the name', '5', 'stderr', 'app: 5'],
    ['the rest, nowhere', line('log', 'NestFactory'), 'nowhere', ''],
  ])('shows %s', (_, given, output, text) => {
    expect(show('app', given)).toEqual({ output, text });
  });
});
