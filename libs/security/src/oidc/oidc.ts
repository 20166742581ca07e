import { hash } from 'node:crypto';
import { messageOf } from '@app/kafka';
import { createRemoteJWKSet, errors, jwtVerify, type JWTPayload, type JWTVerifyGetKey } from 'jose';
import { AccessError, unknown } from '../access/access-error.js';
import type { Principal } from '../access/principal.js';
import { Seldom } from '../seldom.js';
import { grantsOf } from './scopes.js';

export interface OidcSettings {
  /** `iss` of its tokens, to the letter. */
  readonly issuer: string;
  /** What `aud` must name. */
  readonly audience: string;
  /** Where the public keys are: RFC 7517. */
  readonly jwksUrl: string;
}

/** Whoever knows a public key could sign with a symmetric one: RFC 8725, section 3.1. */
const ALGORITHMS = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'];
/** Clocks may differ, in seconds. */
const TOLERANCE = 5;
/** A token that was good is looked at again after this time, since its key may be withdrawn. */
const REMEMBER_MS = 60_000;
const MOST_REMEMBERED = 1_000;
const RETRY_AFTER_SECONDS = 5;

interface Known {
  readonly principal: Principal;
  /** When to look at its signature again, in milliseconds since 1970. */
  readonly until: number;
}

export const isJwt = (text: string): boolean => /^[\w-]+\.[\w-]+\.[\w-]*$/.test(text);

/** Bearer tokens of an identity provider: JWTs (RFC 7519, RFC 9068) that are signed by one of its public keys. */
export class Oidc {
  private readonly keys: JWTVerifyGetKey;
  private readonly seldom = new Seldom(Oidc.name);
  /** By digest, so that no token stays in memory. */
  private readonly known = new Map<string, Known>();

  constructor(private readonly settings: OidcSettings) {
    // It asks again for a key that is unknown, at most every 30 s, and for all of them after 10 minutes.
    this.keys = createRemoteJWKSet(new URL(settings.jwksUrl));
  }

  /** Rejects with AccessError: 401 for a token that does not count, 503 while that cannot be told. */
  verify(token: string): Principal | Promise<Principal> {
    const digest = hash('sha256', token, 'base64url');
    const known = this.known.get(digest);
    if (known && Date.now() < Math.min(known.until, known.principal.expires)) return known.principal;
    this.known.delete(digest);
    return this.look(token, digest);
  }

  private async look(token: string, digest: string): Promise<Principal> {
    const { issuer, audience } = this.settings;
    try {
      const { payload } = await jwtVerify(token, this.keys, {
        issuer,
        audience,
        algorithms: ALGORITHMS,
        requiredClaims: ['exp'],
        clockTolerance: TOLERANCE,
      });
      const principal = principalOf(payload, digest);
      const [oldest] = this.known.keys();
      if (this.known.size >= MOST_REMEMBERED && oldest !== undefined) this.known.delete(oldest);
      this.known.set(digest, { principal, until: Date.now() + REMEMBER_MS });
      return principal;
    } catch (error) {
      throw this.refusalFor(error);
    }
  }

  private refusalFor(error: unknown): AccessError {
    if (error instanceof errors.JOSEError && !OUTAGES.has(error.code)) {
      return unknown(`this token does not count: ${reasonOf(error)}`);
    }
    const { jwksUrl } = this.settings;
    this.seldom.warn('the keys of tokens cannot be read', `${jwksUrl} gives no keys: ${messageOf(error)}`);
    return new AccessError(503, 'tokens cannot be checked just now', { retryAfter: RETRY_AFTER_SECONDS });
  }
}

/** That of the keys' server, whatever the token is; what is no error of jose's comes from the network. */
const OUTAGES: ReadonlySet<string> = new Set(['ERR_JOSE_GENERIC', 'ERR_JWKS_TIMEOUT', 'ERR_JWKS_INVALID']);

const REASONS: Readonly<Record<string, string>> = {
  ERR_JOSE_ALG_NOT_ALLOWED: 'its algorithm is not taken',
  ERR_JOSE_NOT_SUPPORTED: 'it asks for what is not supported',
  ERR_JWT_EXPIRED: 'it has expired',
  ERR_JWKS_NO_MATCHING_KEY: 'its key is not known',
  ERR_JWKS_MULTIPLE_MATCHING_KEYS: 'it must name its key, as several fit',
  ERR_JWS_SIGNATURE_VERIFICATION_FAILED: 'its signature is not of its key',
};

const CLAIMS: Readonly<Record<string, string>> = {
  iss: 'it is of another issuer',
  aud: 'it is for another audience',
  exp: 'it must say when it ends',
  nbf: 'it does not count yet',
};

/** In words of ours alone: jose's quote the token, and a stranger would write in our log. */
function reasonOf(error: errors.JOSEError): string {
  const known = error instanceof errors.JWTClaimValidationFailed ? CLAIMS[error.claim] : REASONS[error.code];
  return known ?? 'it is malformed';
}

/** @param digest of the token, which stands for who has it where it names neither a subject nor a client. */
function principalOf({ sub, exp = 0, ...claims }: JWTPayload, digest: string): Principal {
  const { scope, scp, azp, client_id } = claims as Readonly<Record<string, unknown>>;
  const subject =
    [sub, azp, client_id].find((each) => typeof each === 'string') ?? `token ${digest.slice(0, 12)}`;
  const scopes = [scope ?? scp].flat().filter((each) => typeof each === 'string');
  return {
    id: `subject ${subject}`,
    name: subject,
    grants: grantsOf(scopes.join(' ')),
    expires: (exp + TOLERANCE) * 1_000,
  };
}
