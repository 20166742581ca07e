import { guardProcess } from '@app/local-kafka';
import { EXEC_ARGV } from '../../../apps/start/src/build.js';
import { freePort } from '../../e2e/support/free-port.js';
import { RunningProgram } from '../../e2e/support/running-program.js';
import { READY } from '../apps/trial.js';
import { isVitals, readVitals, type Vitals } from '../apps/vitals.js';
import { until } from '../until.js';

/** More than thrice the 8 s in which an app gives up to end in order. */
const END_WITHIN_MS = 30_000;

const OTHER_CLOCK = ['--import', new URL('../apps/clock.mjs', import.meta.url).href];

export interface AppPlan {
  readonly name: string;
  /** The bundled program. */
  readonly main: string;
  /** What each of its lives is told. */
  environment(life: number): NodeJS.ProcessEnv;
}

/** One instance of an app, and the processes that are it one after the other. */
export class App {
  /** Whether requests are sent to it. */
  inRotation = false;
  private port = 0;
  private readonly lives: RunningProgram[] = [];
  private program: RunningProgram | undefined;
  private isRetired = false;

  constructor(private readonly plan: AppPlan) {}

  get name(): string {
    return this.plan.name;
  }

  get origin(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** What all of its processes have printed. */
  get output(): string[] {
    return this.lives.flatMap(({ stdout, stderr }, life) => [`-- life ${life + 1}`, ...stdout, ...stderr]);
  }

  /** Whether the latest gave up to end in order, as it does after 8 s. */
  get stoppedSlowly(): boolean {
    const { stdout = [], stderr = [] } = this.lives.at(-1) ?? {};
    return [...stdout, ...stderr].some((line) => line.startsWith('stopping took longer than'));
  }

  /** Resolves when it serves. @throws Error when it ends before, or was retired */
  async start({ clockOffsetMs = 0 } = {}): Promise<void> {
    this.port = await freePort();
    if (this.isRetired) throw new Error(`${this.name} was retired`);
    const env = {
      ...this.plan.environment(this.lives.length + 1),
      PORT: String(this.port),
      NO_COLOR: '1',
      CLOCK_OFFSET_MS: String(clockOffsetMs),
    };
    const args = [...EXEC_ARGV, '--expose-gc', ...(clockOffsetMs === 0 ? [] : OTHER_CLOCK), this.plan.main];
    this.program = new RunningProgram(process.execPath, args, env);
    // One that stands still hears of nothing, the end of its standard input included.
    guardProcess(this.program.child);
    this.lives.push(this.program);
    await this.program.said(READY);
    this.inRotation = true;
  }

  /**
   * Resolves with its exit code, null where a signal ended it, SIGKILL if this one did not in half a minute; 0 when it
   * did not run.
   */
  async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null> {
    const { program } = this;
    if (!program) return 0;
    program.kill(signal);
    const late = setTimeout(() => program.kill('SIGKILL'), END_WITHIN_MS);
    const code = await program.exit;
    clearTimeout(late);
    if (this.program === program) this.program = undefined;
    this.inRotation = false;
    return code;
  }

  /** Ends it at once, and has it start no more. */
  async retire(): Promise<void> {
    this.isRetired = true;
    await this.end('SIGKILL');
  }

  /** Has it stand still, or go on as if no time had passed. */
  signal(signal: 'SIGSTOP' | 'SIGCONT'): void {
    this.program?.kill(signal);
  }

  /** Has the handlers of a subscriber fail from now on, or no more. */
  command(command: 'break' | 'mend'): void {
    this.program?.type(`${command}\n`);
  }

  /** @throws Error where it does not run, or `stop` is given before it has told */
  async vitals(stop: AbortSignal): Promise<Vitals> {
    const { program } = this;
    const before = program?.stdout.length;
    program?.type('vitals\n');
    const told = (): string | undefined => program?.stdout.slice(before).find(isVitals);
    await until(() => told() !== undefined || program?.child.exitCode !== null, { stop });
    const line = told();
    if (line === undefined) throw new Error(`${this.name} does not run`);
    return readVitals(line);
  }
}
