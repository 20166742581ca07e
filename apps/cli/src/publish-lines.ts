import { createInterface } from 'node:readline';
import { messageOf, PubSubError, type Receipt } from '@app/kafka';
import { runsOf } from './runs.js';
import { printError, taken } from './terminal.js';

/** Lines under way at once; enough to fill a produce request, few enough to hold in memory. */
const UNDER_WAY = 500;

/**
 * Publishes each line and shows the receipts in their order. A line that is refused is told with its number, and the
 * exit code is 1 then. Blank lines are left out.
 *
 * @throws PubSubError what would refuse the following lines too, such as brokers that are away; reading ends there, and
 * the lines that were under way are told by their numbers.
 */
export async function publishLines(
  input: NodeJS.ReadStream,
  publish: (line: Buffer) => Promise<Receipt>,
  show: (receipt: Receipt) => void,
): Promise<void> {
  let number = 0;
  let shown = Promise.resolve();
  let failed: PubSubError | undefined;
  const open = new Map<string, number[]>();
  const showNext = async (before: Promise<void>, at: number, result: Promise<Receipt>): Promise<void> => {
    const outcome = await result.catch((error: unknown) => ({ error }));
    await before;
    if ('id' in outcome) show(outcome);
    else if (outcome.error instanceof PubSubError && outcome.error.canRetry) {
      failed ??= outcome.error;
      const { message } = outcome.error;
      open.set(message, [...(open.get(message) ?? []), at]);
    } else {
      printError(`line ${at} is not published: ${messageOf(outcome.error)}`);
      process.exitCode = 1;
    }
  };
  // As latin1 a line is the bytes that came: whether they are UTF-8 is for the contract's reader to say.
  input.setEncoding('latin1');
  for await (const bytes of createInterface({ input, crlfDelay: Infinity })) {
    number += 1;
    if (bytes.trim() === '') continue;
    shown = showNext(shown, number, publish(Buffer.from(bytes, 'latin1')));
    if (number % UNDER_WAY === 0) await shown;
    await taken();
    if (failed) break;
  }
  await shown;
  for (const [message, lines] of open) printError(`lines ${runsOf(lines)}: ${message}`);
  if (failed) throw failed;
}
