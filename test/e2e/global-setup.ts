import { LocalKafka } from '@app/local-kafka';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    brokers: string[];
  }
}

/** One broker for the whole run; each test has topics and groups of its own. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const kafka = await LocalKafka.start();
  project.provide('brokers', kafka.bootstrap);
  return () => kafka.stop();
}
