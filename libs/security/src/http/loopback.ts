const NAMES: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Whether an address to listen on is reached from this machine only. */
export const isLoopback = (address: string): boolean =>
  /^(?:127(?:\.\d{1,3}){3}|::1|localhost)$/.test(address);

/** Whether a `Host` header names this machine. */
export const namesLoopback = (host: string): boolean => NAMES.has(host.replace(/:\d+$/, '').toLowerCase());
