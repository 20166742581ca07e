import { z } from 'zod';

const ADDRESS = /^[\w.-]+:(\d{1,5})$|^\[[0-9a-fA-F:]+\]:(\d{1,5})$/;

const isAddress = (text: string): boolean => {
  const match = ADDRESS.exec(text);
  const port = Number(match?.[1] ?? match?.[2]);
  return port >= 1 && port <= 65_535;
};

/** Comma-separated `host:port`, as `bootstrap.servers` of Kafka's own clients. */
export const brokerList = z
  .string()
  .transform((text) => text.split(',').map((address) => address.trim()))
  .refine((addresses) => addresses.every(isAddress), {
    error: 'must be host:port, or several of them with commas between',
  });
