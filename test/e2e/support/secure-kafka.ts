import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createKafka, type KafkaAccess, type KafkaSecurity } from '@app/kafka';
import { LocalKafka, type LocalKafkaOptions } from '@app/local-kafka';
import { Authority } from '@app/security/testing';
import type { AclEntry } from 'kafkajs';

/** Kafka's own numbers, which Node cannot import by name from kafkajs' CommonJS. */
export const Right = { READ: 3, WRITE: 4, CREATE: 5, DESCRIBE: 8, IDEMPOTENT_WRITE: 12 } as const;
const RESOURCES = { topic: 2, group: 3, cluster: 4 } as const;
const [ALLOW, LITERAL] = [3, 3];

type SecureAccess = KafkaAccess & { readonly security: KafkaSecurity };

/** A broker with users, certificates and rights; nobody has a right by default. */
export class SecureKafka {
  private constructor(
    readonly folder: string,
    readonly authority: Authority,
    readonly kafka: LocalKafka,
    /** Of every user. */
    readonly password: string,
  ) {}

  /** @param expired whether the broker's certificate was valid until a minute ago. */
  static async start(
    users: readonly string[],
    { expired = false, ...options }: LocalKafkaOptions & { readonly expired?: boolean } = {},
  ): Promise<SecureKafka> {
    const folder = await mkdtemp(join(tmpdir(), 'secure-kafka-'));
    const authority = await Authority.create(folder, 'authority');
    const broker = await authority.issue('broker', expired);
    const password = `secret-${randomUUID()}`;
    const kafka = await LocalKafka.start({
      ...options,
      secure: {
        certificateFile: broker.both,
        authorityFile: authority.file,
        users: Object.fromEntries(users.map((name) => [name, password])),
      },
    });
    return new SecureKafka(folder, authority, kafka, password);
  }

  /** Without TLS, as who may do all. */
  get plain(): KafkaAccess {
    return { brokers: this.kafka.bootstrap };
  }

  /** As a user with a password. */
  as(username: string, over: Partial<NonNullable<KafkaSecurity['sasl']>> = {}): SecureAccess {
    const sasl = { mechanism: 'scram-sha-512' as const, username, password: this.password, ...over };
    return {
      brokers: this.kafka.secureBootstrap.sasl,
      security: { sasl, tls: { caFile: this.authority.file } },
    };
  }

  /** As a user with a certificate. */
  async byCertificate(commonName: string): Promise<SecureAccess> {
    const { cert, key } = await this.authority.issue(commonName);
    const tls = { caFile: this.authority.file, certFile: cert, keyFile: key };
    return { brokers: this.kafka.secureBootstrap.mutual, security: { tls } };
  }

  /** Gives a user rights on a topic, a group, or the cluster, whose name is `kafka-cluster`. */
  grant(user: string, type: keyof typeof RESOURCES, name: string, rights: readonly number[]): Promise<void> {
    return this.withAdmin(async (admin) => {
      await admin.createAcls({ acl: rights.map((right) => entry(user, type, name, right)) });
    });
  }

  revoke(user: string, type: keyof typeof RESOURCES, name: string, rights: readonly number[]): Promise<void> {
    return this.withAdmin(async (admin) => {
      await admin.deleteAcls({ filters: rights.map((right) => entry(user, type, name, right)) });
    });
  }

  async stop(): Promise<void> {
    await this.kafka.stop();
    await rm(this.folder, { recursive: true });
  }

  private async withAdmin(
    use: (admin: ReturnType<ReturnType<typeof createKafka>['admin']>) => Promise<void>,
  ) {
    const admin = createKafka({ ...this.plain, clientId: 'rights' }).admin();
    await admin.connect();
    try {
      await use(admin);
    } finally {
      await admin.disconnect();
    }
  }
}

const entry = (
  user: string,
  type: keyof typeof RESOURCES,
  resourceName: string,
  operation: number,
): AclEntry => ({
  resourceType: RESOURCES[type],
  resourceName,
  resourcePatternType: LITERAL,
  principal: `User:${user}`,
  host: '*',
  operation,
  permissionType: ALLOW,
});
