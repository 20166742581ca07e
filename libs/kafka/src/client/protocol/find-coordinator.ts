import { type Api, string } from './api.js';

const GROUP = Buffer.from([0]);

/** FindCoordinator v1 of a consumer group, for its error code alone. */
export const findCoordinatorRequest = (groupId: string): Api<number> => ({
  key: 10,
  version: 1,
  name: 'FindCoordinator',
  encode: () => Buffer.concat([string(groupId), GROUP]),
  decode: (reader) => ({ throttleMs: reader.int32(), response: reader.int16() }),
});
