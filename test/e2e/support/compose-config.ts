import { execFileSync, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { parse } from 'yaml';

export const projectFolder = join(import.meta.dirname, '../../..');

const command = [['docker', 'compose'], ['docker-compose']].find(
  ([program = '', ...args]) => spawnSync(program, [...args, 'version']).status === 0,
);

/** Whether docker's compose plugin or Debian's docker-compose is here; neither needs an engine to read a file. */
export const composeIsPresent = command !== undefined;

/** A service of the compose file, as far as the specs look. */
export interface Service {
  readonly image?: string;
  readonly profiles?: readonly string[];
  readonly environment?: Readonly<Record<string, string | number>>;
  readonly healthcheck?: { readonly test: readonly string[] };
  readonly ports?: readonly (string | PublishedPort)[];
  readonly volumes?: readonly (string | { readonly source: string })[];
  readonly build?: { readonly args: Readonly<Record<string, string | number>> };
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly networks?: Readonly<Record<string, { readonly aliases?: readonly string[] } | null>>;
  readonly init?: boolean;
}

interface PublishedPort {
  readonly host_ip: string;
  readonly published: string | number;
  readonly target: number;
}

/** The services that start with a profile, or without any, as compose reads them after checking the file. */
export const servicesOf = (profile?: string): Readonly<Record<string, Service>> => {
  const [program = '', ...args] = command ?? [];
  const options = profile === undefined ? [] : ['--profile', profile];
  const printed = execFileSync(program, [...args, ...options, 'config'], {
    cwd: projectFolder,
    // The file reads variables of the same names as the apps; their defaults are what is looked at here.
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'] },
    encoding: 'utf8',
  });
  const { services }: { readonly services: Readonly<Record<string, Service>> } = parse(printed);
  // docker-compose 1.29 prints the services of all profiles, whatever is asked for.
  const starts = ({ profiles = [] }: Service): boolean =>
    profiles.length === 0 || profiles.some((name) => name === profile);
  return Object.fromEntries(Object.entries(services).filter(([, service]) => starts(service)));
};

/** `127.0.0.1:9092:9092`; the plugin prints an object a port, docker-compose 1.29 a string. */
export const publishedPorts = ({ ports = [] }: Service): string[] =>
  ports.map((port) =>
    typeof port === 'string'
      ? port.replace(/\/tcp$/, '')
      : `${port.host_ip}:${port.published}:${port.target}`,
  );

/** Names of the volumes a service has mounted. */
export const namedVolumes = ({ volumes = [] }: Service): string[] =>
  volumes.map((volume) => (typeof volume === 'string' ? (volume.split(':')[0] ?? '') : volume.source));

/** `NAME=value` for each variable; compose may print a number as one or as a string. */
export const variables = ({ environment = {} }: Service): string[] =>
  Object.entries(environment).map(([name, value]) => `${name}=${value}`);
