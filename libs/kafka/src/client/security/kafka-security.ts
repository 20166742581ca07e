/** Who we are to the brokers, by SASL. */
export interface SaslSettings {
  /** `plain` sends the password as it is: over TLS only. */
  readonly mechanism: 'scram-sha-512' | 'scram-sha-256' | 'plain';
  readonly username: string;
  readonly password: string;
}

/** PEM files, read anew for each connection, so that they may be exchanged without a restart. */
export interface TlsFiles {
  /** Who may have issued the brokers' certificates. Default: the authorities that Node knows. */
  readonly caFile?: string | undefined;
  /** Our own certificate and its key, for brokers that ask for one (mutual TLS). Default: none. */
  readonly certFile?: string | undefined;
  readonly keyFile?: string | undefined;
}

/** How connections to the brokers are secured. */
export interface KafkaSecurity {
  /** Default: no authentication. */
  readonly sasl?: SaslSettings | undefined;
  /** Default: no TLS. */
  readonly tls?: TlsFiles | undefined;
}
