import { connect } from 'node:net';

/**
 * Just enough of Kafka's protocol to ask a broker whether it is there: old, fixed-layout versions that 3.9 and
 * 4.x still speak. https://kafka.apache.org/protocol
 */
const CLIENT_ID = 'local-kafka';

export const METADATA_V1 = { key: 3, version: 1 } as const;
export const FIND_COORDINATOR_V0 = { key: 10, version: 0 } as const;
export const INIT_PRODUCER_ID_V0 = { key: 22, version: 0 } as const;
export const DESCRIBE_GROUPS_V0 = { key: 15, version: 0 } as const;

export const int32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
};

/** A string that is not there. */
export const NULL_STRING = Buffer.from([0xff, 0xff]);

export const string = (value: string): Buffer => {
  const text = Buffer.from(value);
  const bytes = Buffer.alloc(2 + text.length);
  bytes.writeInt16BE(text.length);
  text.copy(bytes, 2);
  return bytes;
};

/** Reads the fields of an answer in their order. */
export function reader(bytes: Buffer) {
  let at = 0;
  const int16 = () => bytes.readInt16BE((at += 2) - 2);
  const readInt32 = () => bytes.readInt32BE((at += 4) - 4);
  const take = (length: number) => bytes.subarray(at, (at += Math.max(length, 0)));
  return { int16, int32: readInt32, string: () => take(int16()).toString(), bytes: () => take(readInt32()) };
}

/** One request on a connection of its own. Rejects when no answer is there within `timeoutMs`. */
export function request(
  port: number,
  api: { readonly key: number; readonly version: number },
  body: Buffer,
  timeoutMs = 2000,
): Promise<Buffer> {
  const head = Buffer.alloc(4);
  head.writeInt16BE(api.key);
  head.writeInt16BE(api.version, 2);
  const message = Buffer.concat([head, int32(0), string(CLIENT_ID), body]);
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const socket = connect({ host: '127.0.0.1', port, timeout: timeoutMs });
    const fail = (reason: string) => () => {
      socket.destroy();
      reject(new Error(`127.0.0.1:${port} ${reason}`));
    };
    socket.on('connect', () => socket.write(Buffer.concat([int32(message.length), message])));
    socket.on('error', fail('refused'));
    socket.on('timeout', fail('did not answer'));
    socket.on('close', fail('hung up'));
    socket.on('data', (chunk: Buffer) => {
      const answer = Buffer.concat([...chunks.splice(0), chunk]);
      chunks.push(answer);
      if (answer.length < 4 || answer.length < 4 + answer.readInt32BE()) return;
      socket.destroy();
      // After the length comes the correlation id.
      resolve(answer.subarray(8));
    });
  });
}
