/** The system mounts nothing for whoever runs this, as in most containers: no package mends that. */
export class MountRefusedError extends Error {
  override readonly name = 'MountRefusedError';
}
