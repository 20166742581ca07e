import { spawn } from 'node:child_process';
import { guardProcess, LocalKafka } from '@app/local-kafka';

/** A program that has a throw-away cluster and another child, and says where; run by a spec that kills it. */
const kafka = await LocalKafka.start();
guardProcess(spawn('sleep', ['60'], { detached: true, stdio: 'ignore' }));
process.stdout.write(`${kafka.dataFolder}\n`);
