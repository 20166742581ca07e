import { useLive } from '../lib/live.js';

/** Says that what is shown is old, and why. */
export function ProblemBar() {
  const { connected, overview, problem } = useLive();
  const text =
    problem ??
    (overview && !connected
      ? 'The console does not answer; what is shown is the last that was known.'
      : undefined);
  if (text === undefined) return null;
  return (
    <p className="problem-bar" role="alert">
      {text}
    </p>
  );
}
