import { z } from 'zod';
import { port } from '../values.js';
import { variable } from '../variable.js';

const PORTS = { publisher: 3000, subscriber: 3001, console: 3002 } as const;

/** `PORT` of one app. */
export const portOf = (app: keyof typeof PORTS) => port.default(PORTS[app]);

/** Fastify serves `localhost`, where it has two addresses, by a second server, which would have none of our bounds. */
const host = z.string().transform((name) => (name === 'localhost' ? '127.0.0.1' : name));

export const listening = {
  meaning: 'where publisher, subscriber and console listen',
  variables: {
    HOST: variable(host.default('127.0.0.1')),
    PORT: variable(port.optional(), { byDefault: '3000 to 3002' }),
  },
};

export const startPorts = {
  meaning: 'the same under `npm start`',
  variables: {
    PUBLISHER_PORT: variable(portOf('publisher')),
    SUBSCRIBER_PORT: variable(portOf('subscriber')),
    CONSOLE_PORT: variable(portOf('console')),
  },
};
