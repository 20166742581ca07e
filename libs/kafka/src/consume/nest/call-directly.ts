import { STATIC_CONTEXT } from '@nestjs/core/internal';
import { RpcContextCreator } from '@nestjs/microservices/context/rpc-context-creator.js';
import { DEFAULT_CALLBACK_METADATA } from '@nestjs/microservices/context/rpc-metadata-constants.js';
import { RecordContext } from './record-context.js';

type Create = RpcContextCreator['create'];
type Call = ReturnType<Create>;
type Extract = (given: readonly unknown[]) => unknown[];

/** Collects what is to run of one kind around a method: what the app, its class and itself ask for. */
interface Collector {
  create(...of: unknown[]): unknown;
}

/** The parts of `RpcContextCreator` of @nestjs/microservices 12 that are not in its types. */
interface Internals {
  readonly guardsContextCreator?: Collector;
  readonly interceptorsContextCreator?: Collector;
  readonly pipesContextCreator?: Collector;
  readonly exceptionFiltersContext?: Collector;
  readonly applicationConfig?: { getGlobalPreRequestHooks?(): readonly unknown[] };
}

const patched = new WeakSet<object>();

/**
 * Nest runs a handler behind some eight asynchronous functions, whether there are guards, interceptors, pipes and
 * filters or not. Where there are none, an event of this strategy has the method called at once; all else, and all
 * other transports, go the way that Nest made.
 */
export function callDirectly(): void {
  const creator = RpcContextCreator.prototype;
  if (patched.has(creator)) return;
  patched.add(creator);
  const create = creator.create;
  creator.create = function (this: RpcContextCreator, ...of: Parameters<Create>): Call {
    const call = create.apply(this, of);
    const [instance, method] = of;
    const extract = isPlain(this, of) ? plainArguments(this, of) : undefined;
    if (!extract) return call;
    return (...given) => {
      const context: unknown = given[1];
      if (!(context instanceof RecordContext) || context.isRequest) return call(...given);
      return context.keep(method, instance, extract(given)) as ReturnType<Call>;
    };
  } as Create;
}

/** Whether Nest has nothing to do but to call the method. Of what is not known here, it is not. */
function isPlain(creator: RpcContextCreator, of: Parameters<Create>): boolean {
  const [instance, method, moduleKey, , contextId = STATIC_CONTEXT, inquirerId] = of;
  // An instance made for one message has its guards and the like made for it, too.
  if (contextId !== STATIC_CONTEXT) return false;
  const { applicationConfig, exceptionFiltersContext, ...collectors } = creator as unknown as Internals;
  const collect = (collector: Collector | undefined): unknown =>
    collector?.create(instance, method, moduleKey, contextId, inquirerId);
  const { guardsContextCreator, interceptorsContextCreator, pipesContextCreator } = collectors;
  const filters = collect(exceptionFiltersContext) as { readonly filters?: unknown } | undefined;
  return (
    [guardsContextCreator, interceptorsContextCreator, pipesContextCreator].every((each) =>
      isEmpty(collect(each)),
    ) &&
    isEmpty(filters?.filters) &&
    isEmpty(applicationConfig?.getGlobalPreRequestHooks?.() ?? [])
  );
}

/** How the arguments of a method follow from a call; undefined where decorators of an app's own have a say. */
function plainArguments(creator: RpcContextCreator, of: Parameters<Create>): Extract | undefined {
  const [instance, , moduleKey, name, , , defaults = DEFAULT_CALLBACK_METADATA] = of;
  const { argsLength, getParamsMetadata } = creator.getMetadata(instance, name, defaults, 'rpc');
  const parameters = getParamsMetadata(moduleKey);
  if (!parameters.every(({ type, pipes }) => typeof type === 'number' && isEmpty(pipes))) return undefined;
  if (parameters.length === 0) return (given) => [...given];
  return (given) => {
    const values: unknown[] = Array.from({ length: argsLength });
    for (const { index, extractValue } of parameters) values[index] = extractValue(...given);
    return values;
  };
}

const isEmpty = (list: unknown): boolean => Array.isArray(list) && list.length === 0;
