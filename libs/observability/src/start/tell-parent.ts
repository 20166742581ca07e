/**
 * Tells the process that started this one, over the IPC channel. Started without one, by `node` or a container,
 * there is nobody to tell.
 */
export function tellParent(message: { readonly kind: string }): void {
  process.send?.(message);
}
