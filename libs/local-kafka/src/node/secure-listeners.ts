import type { NodePlan, SecureListeners } from './cluster-plan.js';
import type { Properties } from './properties.js';

const SCRAM = 'org.apache.kafka.common.security.scram.ScramLoginModule required;';

/**
 * Beside the plain listener, whose users may do all, since the brokers and we are among them: SASL over TLS, and TLS
 * with certificates on both sides. A certificate's user is the CN of its subject.
 */
export function secureProperties(secure: SecureListeners, plain: Properties, node: NodePlan): Properties {
  const { sasl, mutual } = node.securePorts ?? {};
  const added = `SASL://127.0.0.1:${sasl},MUTUAL://127.0.0.1:${mutual}`;
  return {
    listeners: `${plain['listeners']},${added}`,
    'advertised.listeners': `${plain['advertised.listeners']},${added}`,
    'listener.security.protocol.map': `${plain['listener.security.protocol.map']},SASL:SASL_SSL,MUTUAL:SSL`,
    'ssl.keystore.type': 'PEM',
    'ssl.keystore.location': secure.certificateFile,
    'ssl.truststore.type': 'PEM',
    'ssl.truststore.location': secure.authorityFile,
    'listener.name.mutual.ssl.client.auth': 'required',
    'ssl.principal.mapping.rules': 'RULE:^CN=([^,]+).*$/$1/',
    'listener.name.sasl.sasl.enabled.mechanisms': 'SCRAM-SHA-512,SCRAM-SHA-256,PLAIN',
    'listener.name.sasl.scram-sha-512.sasl.jaas.config': SCRAM,
    'listener.name.sasl.scram-sha-256.sasl.jaas.config': SCRAM,
    'listener.name.sasl.plain.sasl.jaas.config': plainUsers(secure),
    'authorizer.class.name': 'org.apache.kafka.metadata.authorizer.StandardAuthorizer',
    'super.users': 'User:ANONYMOUS',
  };
}

const plainUsers = ({ users }: SecureListeners): string => {
  const entries = Object.entries(users).map(([name, password]) => `user_${name}="${password}"`);
  return ['org.apache.kafka.common.security.plain.PlainLoginModule required', ...entries].join(' ') + ';';
};

/** What the formatter of the storage is to be told, which has the first passwords of SCRAM. */
export const scramArguments = ({ users }: SecureListeners): string[] =>
  Object.entries(users).flatMap(([name, password]) =>
    ['SCRAM-SHA-512', 'SCRAM-SHA-256'].flatMap((mechanism) => [
      '--add-scram',
      `${mechanism}=[name=${name},password=${password}]`,
    ]),
  );
