/**
 * The process of what is to be signalled. A stand-in will not do: 0 means the own process group, and -1 every
 * process there is (kill(2)).
 *
 * @throws Error when it has none.
 */
export function pidOf(owner: { readonly pid?: number | undefined } | undefined): number {
  if (owner?.pid === undefined || owner.pid <= 1) throw new Error('there is no process to be signalled');
  return owner.pid;
}
