import { createKafka, redrive } from '@app/kafka';
import { Logger } from '@nestjs/common';
import type { Producer, Transaction } from 'kafkajs';

/**
 * Redrives a topic and ends itself by SIGKILL at its n-th commit, just before it or just after:
 * `redrive-crash.ts <brokers> <topic> <n> <before|after>`.
 */
const [, , brokers = '', topic = '', count = '1', when = 'before'] = process.argv;
Logger.overrideLogger(false);

let left = Number(count);

function crashing(transaction: Transaction): Transaction {
  const commit = async (): Promise<void> => {
    const last = --left === 0;
    if (last && when === 'before') process.kill(process.pid, 'SIGKILL');
    await transaction.commit();
    if (last) process.kill(process.pid, 'SIGKILL');
  };
  return { ...transaction, commit };
}

const kafka = createKafka({ brokers: brokers.split(','), clientId: 'crash' });
const makeProducer = kafka.producer.bind(kafka);
kafka.producer = (config): Producer => {
  const producer = makeProducer(config);
  return { ...producer, transaction: async () => crashing(await producer.transaction()) };
};
await redrive(kafka, topic);
