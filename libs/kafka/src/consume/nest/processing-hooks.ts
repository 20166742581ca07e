/** Nest's hooks around a message: they are handed what to run, and run it with the means to tell that it has ended. */
export type Hooked = (work: (end: () => void) => Promise<void>) => unknown;

/**
 * Runs a handler between an app's processing hooks. What fails before the handler has begun fails the record; from
 * then on the handler's own outcome counts, and a hook's failure is only reported.
 */
export function runHooked(
  hooked: Hooked,
  run: () => Promise<void>,
  report: (error: unknown) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    let hasBegun = false;
    // Settles by itself in any case: a hook may leave the promise it is given to nobody.
    const work = async (end: () => void): Promise<void> => {
      hasBegun = true;
      await Promise.resolve().then(run).then(resolve, reject);
      end();
    };
    guarded(hooked, (error) => {
      if (hasBegun) report(error);
      // oxlint-disable-next-line typescript/prefer-promise-reject-errors
      else reject(error);
    })(work);
  });
}

/** A hook of which nothing is thrown and no promise is left to nobody, whose rejection would end the process. */
export const guarded =
  <T extends readonly unknown[]>(hook: (...args: T) => unknown, report: (error: unknown) => void) =>
  (...args: T): void => {
    void (async () => hook(...args))().catch(report);
  };
