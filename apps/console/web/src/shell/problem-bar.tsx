import { useLive } from '../lib/live.js';

/** Says that what is shown is old, and why. */
export function ProblemBar() {
  const { connected, overview, problem } = useLive();
  const trouble = overview && !connected ? 'the console does not answer' : problem;
  if (trouble === undefined) return null;
  const text = overview ? `${trouble}; what is shown is the last that was known` : trouble;
  return (
    <p className="problem-bar" role="alert">
      {text}.
    </p>
  );
}
