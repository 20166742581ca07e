import { COMPOSE_BROKER, composeUp, dockerAnswers } from './docker.js';
import { LocalKafkaError, type LocalKafkaErrorCode } from './errors.js';
import type { Report } from './java/jars.js';
import { openProjectKafka } from './project/project-kafka.js';

export interface ChosenBrokers {
  /** `host:port` each. */
  readonly brokers: readonly string[];
  readonly source: 'given' | 'local' | 'docker';
  /** Stops what was started for this process alone: a local Kafka, not one that ran already, nor docker's. */
  readonly close: () => Promise<void>;
}

/** What there is to choose from. */
export interface Ways {
  readonly openLocal: typeof openProjectKafka;
  readonly dockerAnswers: () => Promise<boolean>;
  readonly composeUp: () => Promise<void>;
}

/** What a docker Kafka can make up for. */
const NO_JAVA: readonly LocalKafkaErrorCode[] = ['JAVA_MISSING', 'JAVA_TOO_OLD', 'MAVEN_MISSING'];

/**
 * Finds Kafka: the brokers that are given, else a local one, else, where Java or Maven is missing, that of
 * docker-compose.yaml.
 * @throws LocalKafkaError NO_BROKERS where there is none of the three, and what each of them throws
 */
export async function chooseBrokers(
  given: readonly string[] | undefined,
  report: Report,
  ways: Ways = { openLocal: openProjectKafka, dockerAnswers, composeUp },
): Promise<ChosenBrokers> {
  if (given) return { brokers: given, source: 'given', close: nothing };
  try {
    const kafka = await ways.openLocal({ report });
    return { brokers: [...kafka.bootstrap], source: 'local', close: kafka.close };
  } catch (error) {
    if (!(error instanceof LocalKafkaError) || !NO_JAVA.includes(error.code)) throw error;
    return docker(ways, report, error);
  }
}

async function docker(ways: Ways, report: Report, noJava: LocalKafkaError): Promise<ChosenBrokers> {
  if (!(await ways.dockerAnswers())) {
    const others = 'or start docker, or set KAFKA_BROKERS to a Kafka that runs (host:port)';
    throw new LocalKafkaError('NO_BROKERS', `no Kafka to work with. ${noJava.message}; ${others}`);
  }
  report('starting the Kafka of docker-compose.yaml; `docker compose stop kafka` ends it');
  await ways.composeUp();
  return { brokers: [COMPOSE_BROKER], source: 'docker', close: nothing };
}

const nothing = (): Promise<void> => Promise.resolve();
