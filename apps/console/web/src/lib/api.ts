import type { ProblemView } from '@api/problem';
import { authorization } from './operator-key.js';

/** An answer that is no success, in words for people. */
export class ApiError extends Error {
  constructor(readonly problem: ProblemView) {
    super(problem.detail);
  }
}

const UNREACHABLE: ProblemView = {
  title: 'No answer',
  status: 0,
  detail: 'The console does not answer. Is it still running?',
};

/** @throws ApiError */
export async function get<T>(path: string, signal?: AbortSignal): Promise<T> {
  return ask<T>(path, signal ? { signal } : {});
}

/** @throws ApiError */
export async function post<T>(path: string, body: unknown): Promise<T> {
  return ask<T>(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

async function ask<T>(path: string, init: RequestInit): Promise<T> {
  const headers = new Headers(init.headers);
  for (const [name, value] of Object.entries(authorization())) headers.set(name, value);
  const response = await fetch(`api/${path}`, { ...init, headers }).catch((error: unknown) => {
    if (init.signal?.aborted) throw error;
    throw new ApiError(UNREACHABLE);
  });
  if (!response.ok) throw new ApiError(await problemOf(response));
  return (await response.json()) as T;
}

async function problemOf(response: Response): Promise<ProblemView> {
  const { status, statusText: title } = response;
  const body = (await response.json().catch(() => ({}))) as Partial<ProblemView>;
  return { title, status, detail: `The console answered ${status} ${title}`, ...body };
}

/** A path with its parts escaped: a topic may be called `a/b` by mistake of another client. */
export const path = (...parts: readonly (string | number)[]): string =>
  parts.map((part) => encodeURIComponent(part)).join('/');

export function query(parameters: Readonly<Record<string, string | number | undefined>>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== undefined && value !== '') search.set(name, String(value));
  }
  const text = search.toString();
  return text === '' ? '' : `?${text}`;
}
