import { LocalKafka } from '@app/local-kafka';

/** A program that has a throw-away cluster and says where; run by a spec that kills it. */
const kafka = await LocalKafka.start();
process.stdout.write(`${kafka.dataFolder}\n`);
