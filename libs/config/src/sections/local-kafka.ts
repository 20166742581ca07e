import { z } from 'zod';
import { port } from '../values.js';
import { variable } from '../variable.js';

/** `libs/local-kafka` stands alone, and reads them itself. */
export const localKafka = {
  meaning: "data, and the first broker's port, of the local Kafka",
  variables: {
    LOCAL_KAFKA_FOLDER: variable(z.string().default('.kafka')),
    LOCAL_KAFKA_PORT: variable(port.default(9092)),
  },
};
