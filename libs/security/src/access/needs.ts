import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';
import type { Act } from './principal.js';

/** What a route takes: nothing, any key, or one for this act on the topic of its path, or on all where it has none. */
export type Need = 'open' | 'any' | Act;

declare module 'fastify' {
  interface FastifyContextConfig {
    readonly need?: Need;
    /** Where the path has no topic. */
    readonly topic?: string;
  }
}

/** For a route of Fastify's own, in its `config`. */
export const needing = (need: Need, topic?: string) => ({ need, ...(topic === undefined ? {} : { topic }) });

/** For a method of a controller. What does not say it takes a key that may read. */
export const Needs = (need: Need, topic?: string): MethodDecorator => RouteConfig(needing(need, topic));

/** What the route of a request takes; an unknown path, any key. */
export const needOf = ({ is404, routeOptions }: FastifyRequest): Need =>
  is404 ? 'any' : (routeOptions.config.need ?? 'read');

/** The topic that a request is about; undefined where it is about all. */
export const topicOf = ({ params, routeOptions }: FastifyRequest): string | undefined =>
  routeOptions.config.topic ?? (params as { readonly topic?: string } | undefined)?.topic;
