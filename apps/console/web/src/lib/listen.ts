import { authorization } from './operator-key.js';

const AGAIN_MS = 3_000;

/** What is looked at of a server-sent event (WHATWG HTML, section 9.2). */
export interface ServerEvent {
  readonly data: string;
  readonly lastEventId: string;
}

type Listeners = Readonly<Record<string, (event: ServerEvent) => void>>;

/**
 * Server-sent events until the returned function is called, by `fetch`: an `EventSource` could send no key. What is
 * lost or refused is asked for again.
 *
 * @param address asked for each time, so that it can say where to go on.
 * @param lost called whenever there is no connection.
 */
export function listen(address: () => string, listeners: Listeners, lost: () => void): () => void {
  const gone = new AbortController();
  const { signal } = gone;
  let timer: number | undefined;
  const open = async (): Promise<void> => {
    try {
      const { ok, body } = await fetch(address(), { signal, headers: authorization() });
      if (ok && body) await read(body, listeners);
    } catch {
      // It is lost, as when it ends.
    }
    if (signal.aborted) return;
    lost();
    timer = window.setTimeout(() => void open(), AGAIN_MS);
  };
  void open();
  return () => {
    gone.abort();
    clearTimeout(timer);
  };
}

async function read(body: ReadableStream<Uint8Array>, listeners: Listeners): Promise<void> {
  const decoder = new TextDecoder();
  const reader = body.getReader();
  let text = '';
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
    const parts = (text + decoder.decode(piece.value, { stream: true })).split('\n\n');
    text = parts.pop() ?? '';
    for (const part of parts) take(part, listeners);
  }
}

/** A comment has no name. */
function take(part: string, listeners: Listeners): void {
  const fields = new Map<string, string>();
  for (const line of part.split('\n')) {
    const colon = line.indexOf(':');
    fields.set(line.slice(0, colon), line.slice(colon + 2));
  }
  const listener = listeners[fields.get('event') ?? ''];
  listener?.({ data: fields.get('data') ?? '', lastEventId: fields.get('id') ?? '' });
}
