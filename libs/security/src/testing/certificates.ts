import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as x509 from '@peculiar/x509';

x509.cryptoProvider.set(webcrypto);

const ECDSA = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const HOUR_MS = 3_600_000;

/** PEM files of one certificate. */
export interface CertificateFiles {
  readonly cert: string;
  readonly key: string;
  /** Both in one file, as Kafka takes them. */
  readonly both: string;
}

/** An authority that issues certificates for 127.0.0.1, into a folder. */
export class Authority {
  /** Its own certificate. */
  readonly file: string;

  private constructor(
    private readonly folder: string,
    private readonly name: string,
    private readonly keys: webcrypto.CryptoKeyPair,
  ) {
    this.file = join(folder, `${name}.pem`);
  }

  static async create(folder: string, name: string): Promise<Authority> {
    const keys = await newKeys();
    const authority = new Authority(folder, name, keys);
    const certificate = await x509.X509CertificateGenerator.createSelfSigned({
      name: `CN=${name}`,
      keys: keys,
      signingAlgorithm: ECDSA,
      notBefore: new Date(Date.now() - HOUR_MS),
      notAfter: new Date(Date.now() + HOUR_MS),
      extensions: [new x509.BasicConstraintsExtension(true, undefined, true)],
    });
    await writeFile(authority.file, certificate.toString('pem'));
    return authority;
  }

  /** @param expired whether it was valid until a minute ago. */
  async issue(commonName: string, expired = false): Promise<CertificateFiles> {
    const keys = await newKeys();
    const certificate = await x509.X509CertificateGenerator.create({
      subject: `CN=${commonName}`,
      issuer: `CN=${this.name}`,
      publicKey: keys.publicKey,
      signingKey: this.keys.privateKey,
      signingAlgorithm: ECDSA,
      notBefore: new Date(Date.now() - HOUR_MS),
      notAfter: new Date(Date.now() + (expired ? -60_000 : HOUR_MS)),
      extensions: [new x509.SubjectAlternativeNameExtension([{ type: 'ip', value: '127.0.0.1' }])],
    });
    const cert = certificate.toString('pem');
    const key = x509.PemConverter.encode(
      await webcrypto.subtle.exportKey('pkcs8', keys.privateKey),
      'PRIVATE KEY',
    );
    const path = (kind: string): string => join(this.folder, `${this.name}-${commonName}-${kind}.pem`);
    const files = { cert: path('cert'), key: path('key'), both: path('both') };
    await writeFile(files.cert, cert);
    await writeFile(files.key, key);
    await writeFile(files.both, `${key}\n${cert}\n`);
    return files;
  }
}

const newKeys = (): Promise<webcrypto.CryptoKeyPair> =>
  webcrypto.subtle.generateKey(ECDSA, true, ['sign', 'verify']);
