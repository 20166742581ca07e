import { topicPattern } from '../keys/key-entry.js';
import { ACTS, ALL_TOPICS, type Act, type Grant } from '../access/principal.js';

const isAct = (text: string): text is Act => ACTS.some((act) => act === text);

/**
 * What the scopes of a token let it do (RFC 8693, section 4.2): `publish:order-*` is an act and its topics, `read` alone
 * is for all of them. Scopes of others mean nothing here.
 */
export function grantsOf(scopes: string): Grant[] {
  return scopes.split(' ').flatMap((scope) => {
    const [act = '', topic = ALL_TOPICS] = scope.split(/:(.*)/s);
    return isAct(act) && topicPattern.safeParse(topic).success ? [{ acts: [act], topics: [topic] }] : [];
  });
}
