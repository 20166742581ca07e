import { build, mainOf } from '../../apps/start/src/build.js';
import { go } from '../peers/go.js';
import { spring } from '../peers/spring.js';
import { nodeProgram } from '../support/program.js';
import { bundled, type Subject } from '../support/subject.js';

/** As production runs it. */
const publisher: Subject['make'] = async (nodeOptions) => {
  await build(['publisher'], () => undefined);
  return nodeProgram(mainOf('publisher'), nodeOptions);
};

const peer = (file: string): Subject['make'] => bundled(import.meta.url, `../peers/${file}`);

export const PUBLISHER: Subject = { name: 'this publisher', make: publisher };
export const EXPRESS = 'stock Nest on Express';
export const FASTIFY = 'stock Nest on Fastify';
export const SPRING = 'Spring Boot, Spring Kafka';
export const GO = 'Go net/http, kafka-go';
export const BARE_FASTIFY = 'limit: bare Fastify, publishes nothing';
export const BARE_NODE = 'limit: bare node:http, checks nothing';

export const subjects: readonly Subject[] = [
  PUBLISHER,
  { name: EXPRESS, make: peer('nest/http.ts'), environment: { BENCH_PLATFORM: 'express' } },
  { name: FASTIFY, make: peer('nest/http.ts'), environment: { BENCH_PLATFORM: 'fastify' } },
  { name: SPRING, make: spring('http'), warmUpSeconds: 30 },
  { name: GO, make: go('http') },
  { name: BARE_FASTIFY, make: peer('fastify/http.ts') },
  { name: BARE_NODE, make: peer('node-http/http.ts') },
];

export const kafkajsSend = peer('kafkajs/send.ts');
