import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { link, rename, unlink } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { shortHash } from '../paths.js';

/** A unix socket's path may have 103 bytes; a temporary folder of a longer name is not used. */
const PATH_BYTES = 103;

/** The same for everyone who works in the same folder as the same user. */
export function controlSocket(folder: string): string {
  const name = `local-kafka-${shortHash(`${userInfo().uid} ${folder}`)}.sock`;
  const path = join(tmpdir(), name);
  return Buffer.byteLength(path) > PATH_BYTES ? join('/tmp', name) : path;
}

export interface Claim {
  readonly server: Server;
  /** Whether an owner ended without a word before: its brokers may be about to end still. */
  readonly afterDeadOwner: boolean;
}

/** Makes this process the owner of the socket; undefined when another is, and lives. */
export async function claimSocket(path: string): Promise<Claim | undefined> {
  let afterDeadOwner = false;
  for (;;) {
    const server = await listen(path);
    if (server) return { server, afterDeadOwner };
    if (await answers(path)) return undefined;
    afterDeadOwner = true;
    await removeDead(path);
  }
}

/** Undefined when the path is there already. */
async function listen(path: string): Promise<Server | undefined> {
  const server = createServer();
  // Nobody else's commands: the socket is made with mode 0600, by this call, before it returns.
  const mask = process.umask(0o177);
  server.listen(path);
  process.umask(mask);
  return once(server, 'listening').then(
    () => server,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') return undefined;
      throw error;
    },
  );
}

async function answers(path: string): Promise<boolean> {
  const socket = connect(path);
  const connected = await once(socket, 'connect').then(
    () => true,
    () => false,
  );
  socket.destroy();
  return connected;
}

/**
 * Two processes may find the same dead socket, and one may have put its own there before the other removes it. So
 * it is moved away first, which tells whether it is dead, and put back when it is not.
 */
async function removeDead(path: string): Promise<void> {
  const aside = `${path}.${randomUUID()}`;
  const moved = await rename(path, aside).then(
    () => true,
    () => false,
  );
  if (!moved) return;
  if (await answers(aside)) await link(aside, path).catch(() => undefined);
  await unlink(aside);
}
