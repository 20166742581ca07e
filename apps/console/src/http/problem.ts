import { STATUS_CODES } from 'node:http';
import type { ProblemView } from '../api/problem.js';

/** RFC 9457 */
export const PROBLEM_TYPE = 'application/problem+json';

export const problem = (status: number, detail: string): ProblemView => ({
  title: STATUS_CODES[status] ?? 'Error',
  status,
  detail,
});
