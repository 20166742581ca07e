import { createSecureContext, type SecureContextOptions } from 'node:tls';
import type { Server } from 'node:https';
import { ConfigurationError, messageOf } from '@app/kafka';
import { WatchedFiles } from '../watched-files.js';

export interface TlsFiles {
  /** Certificate and those of its issuers, as PEM. */
  readonly certFile: string;
  /** Its private key, as PEM. */
  readonly keyFile: string;
}

/** The certificate of a server; a renewed one counts for connections from then on. */
export class TlsCertificate {
  options: SecureContextOptions = {};
  private server: Server | undefined;
  private readonly watched: WatchedFiles;

  /** @throws ConfigurationError when the files cannot be read or do not belong together. */
  constructor({ certFile, keyFile }: TlsFiles) {
    this.watched = new WatchedFiles([certFile, keyFile], ([cert = '', key = '']) => {
      try {
        createSecureContext({ cert, key });
      } catch (error) {
        throw new ConfigurationError([
          `${certFile} and ${keyFile} are no certificate with its key: ${messageOf(error)}`,
        ]);
      }
      this.options = { cert, key };
      this.server?.setSecureContext(this.options);
    });
  }

  serve(server: Server): void {
    this.server = server;
  }

  close(): void {
    this.watched.close();
  }
}
