import type { IncomingHttpHeaders } from 'node:http';
import { parseApiKey } from '../keys/api-key.js';
import { KeySource, type KeySettings } from '../keys/key-source.js';
import { OperatorKey } from '../keys/operator-key.js';
import { isJwt, Oidc, type OidcSettings } from '../oidc/oidc.js';
import { Seldom } from '../seldom.js';
import { AccessError, unknown } from './access-error.js';
import { credentialOf } from './credential.js';
import type { Need } from './needs.js';
import { type Act, ALL_TOPICS, mayDo, type Principal } from './principal.js';

export interface AccessSettings {
  readonly keys?: KeySettings | undefined;
  readonly oidc?: OidcSettings | undefined;
  /** A key of one's own choice for reading and operating. */
  readonly operatorKey?: string | undefined;
}

/** What is looked at of a request. */
export interface Asking {
  readonly headers: IncomingHttpHeaders;
  readonly ip: string;
}

/** Who may do what: the one place where keys and tokens are judged, whichever app and route asks. */
export class Access {
  private readonly seldom = new Seldom(Access.name);
  private readonly keys: KeySource | undefined;
  private readonly oidc: Oidc | undefined;
  private readonly operatorKey: OperatorKey | undefined;

  /** @throws ConfigurationError when the keys cannot be read. */
  constructor({ keys, oidc, operatorKey }: AccessSettings) {
    this.keys = keys && new KeySource(keys);
    this.oidc = oidc && new Oidc(oidc);
    this.operatorKey = operatorKey === undefined ? undefined : new OperatorKey(operatorKey);
  }

  /** Whether publishing and reading take a key. */
  get isGuarded(): boolean {
    return this.keys !== undefined || this.oidc !== undefined;
  }

  /** Whether there is anybody at all who may operate. */
  get isOperable(): boolean {
    return this.isGuarded || this.operatorKey !== undefined;
  }

  /**
   * Who asks, if that may be; undefined for whoever it is where anybody may. At once, save for a token that was not
   * seen of late.
   *
   * @throws AccessError, or rejects with it, when it may not be.
   */
  admit(asking: Asking, need: Need, topic = ALL_TOPICS): Principal | undefined | Promise<Principal> {
    if (need === 'open' || (need !== 'operate' && !this.isGuarded)) return undefined;
    if (!this.isOperable) {
      throw new AccessError(403, 'nobody operates here; start it with OPERATOR_KEY or with API keys');
    }
    try {
      const found = this.identify(asking);
      if (!(found instanceof Promise)) return allow(found, need, topic);
      return found
        .then((principal) => allow(principal, need, topic))
        .catch((error) => this.note(error, asking));
    } catch (error) {
      return this.note(error, asking);
    }
  }

  /**
   * Who asks, where that is the holder of an API key who may do it at once. Undefined for all others, which `admit`
   * has to judge: nothing is noted of them here, and nothing taken of their rate.
   */
  holderOf(headers: IncomingHttpHeaders, act: Act, topic: string): Principal | undefined {
    try {
      const key = parseApiKey(credentialOf(headers) ?? '');
      return key && allow(valid(this.keys?.ring.find(key)), act, topic);
    } catch (error) {
      if (error instanceof AccessError) return undefined;
      throw error;
    }
  }

  /**
   * Whether who asks may read all topics, for a route that is open and tells more to those. As it refuses nobody, it
   * notes nothing, takes nothing of a rate, and is no try of the operator's key.
   */
  async maySee({ headers }: Asking): Promise<boolean> {
    if (!this.isGuarded) return true;
    try {
      const credential = credentialOf(headers) ?? '';
      const key = parseApiKey(credential);
      const token = !key && this.oidc && isJwt(credential) ? await this.oidc.verify(credential) : undefined;
      return mayDo(valid(key ? this.keys?.ring.find(key) : token), 'read', ALL_TOPICS);
    } catch (error) {
      if (error instanceof AccessError) return false;
      throw error;
    }
  }

  close(): void {
    this.keys?.close();
  }

  private identify({ headers, ip }: Asking): Principal | Promise<Principal> {
    const credential = credentialOf(headers);
    if (credential === undefined) throw new AccessError(401, 'this takes a key: Authorization: Bearer <key>');
    const key = parseApiKey(credential);
    if (key) return valid(this.keys?.ring.find(key));
    if (this.oidc && isJwt(credential)) return this.oidc.verify(credential);
    return valid(this.operatorKey?.find(credential, ip));
  }

  /** What came without a key is no sign of anything. */
  private note(error: unknown, { ip }: Asking): never {
    const isTry = error instanceof AccessError && error.challenge !== undefined;
    if (isTry) this.seldom.warn(error.reason, `${ip} was refused: ${error.message}`);
    throw error;
  }
}

function valid(principal: Principal | undefined): Principal {
  if (!principal) throw unknown('this key is not known');
  if (principal.expires <= Date.now()) throw unknown('this key has expired');
  return principal;
}

function allow(principal: Principal, need: Exclude<Need, 'open'>, topic: string): Principal {
  if (need !== 'any' && !mayDo(principal, need, topic)) {
    const challenge = `error="insufficient_scope", scope="${need}"`;
    const what = topic === ALL_TOPICS ? 'all topics' : JSON.stringify(topic);
    const reason = `this key may not ${need}`;
    throw new AccessError(403, `${reason} ${what}`, { challenge, reason });
  }
  const { bucket } = principal;
  const retryAfter = bucket?.take(performance.now()) ?? 0;
  if (retryAfter === 0) return principal;
  throw new AccessError(429, `this key may ask ${bucket?.perSecond} times a second`, { retryAfter });
}
