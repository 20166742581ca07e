import { AsyncSubject, type Observable } from 'rxjs';

/**
 * What becomes of work that is under way, for whoever subscribes, sooner or later. A failure that nobody has
 * subscribed to by then is reported.
 */
export function outcomeOf<T>(work: Promise<T>, report: (error: unknown) => void): Observable<T> {
  const outcome = new AsyncSubject<T>();
  void settle();
  return outcome.asObservable();

  async function settle(): Promise<void> {
    try {
      outcome.next(await work);
      outcome.complete();
    } catch (error) {
      if (!outcome.observed) report(error);
      outcome.error(error);
    }
  }
}
