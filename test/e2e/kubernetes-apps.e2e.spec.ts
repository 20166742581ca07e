import { readEnvironment } from '@app/config';
import { describe, expect, it } from 'vitest';
import { consoleEnvironment } from '../../apps/console/src/settings.js';
import { publisherEnvironment } from '../../apps/publisher/src/settings.js';
import { subscriberEnvironment } from '../../apps/subscriber/src/settings.js';
import { goIsPresent } from './kubernetes/go.js';
import { build, type Deployment, ofKind, type Resource } from './kubernetes/kustomize.js';

const SCHEMAS = {
  console: consoleEnvironment,
  publisher: publisherEnvironment,
  subscriber: subscriberEnvironment,
};
/** What stands in files of Secrets. */
const SECRETS: Readonly<Record<string, string>> = {
  DATABASE_URL: 'postgres://user:password@host:5432/name',
  KAFKA_SASL_PASSWORD: 'secret',
};
const apps = Object.keys(SCHEMAS) as (keyof typeof SCHEMAS)[];
const everyApp = ['dev', 'prod'].flatMap((overlay) => apps.map((app) => [overlay, app] as const));

const deployments = async (overlay: string, components?: readonly string[]) =>
  ofKind<Deployment>(await build(overlay, components), 'Deployment');

async function podOf(overlay: string, app: string, components?: readonly string[]) {
  const deployment = (await deployments(overlay, components))[app];
  if (!deployment) throw new Error(`${overlay} has no ${app}`);
  const { containers, ...pod } = deployment.spec.template.spec;
  return { ...pod, container: containers[0] };
}

/** All that a pod sets, its own and what it shares with others. */
async function variablesOf(overlay: string, app: string): Promise<Record<string, string>> {
  const { container } = await podOf(overlay, app);
  const shared = Object.values(ofKind(await build(overlay), 'ConfigMap')).flatMap(({ data = {} }) =>
    Object.entries(data),
  );
  return Object.fromEntries([...shared, ...container.env.map(({ name, value }) => [name, value] as const)]);
}

/** The volume that a file is in, and how it is mounted. */
function placeOf({ container, volumes }: Awaited<ReturnType<typeof podOf>>, file = '') {
  const mount = container.volumeMounts.find(({ mountPath }) => file.startsWith(`${mountPath}/`));
  return { mount, volume: volumes.find(({ name }) => name === mount?.name) };
}

describe.skipIf(!goIsPresent)('deploy/kubernetes', { timeout: 600_000 }, () => {
  it.each(['dev', 'prod'])('of %s has three apps', async (overlay) => {
    expect(Object.keys(await deployments(overlay)).toSorted()).toEqual(apps);
  });

  it.each(everyApp)(
    'of %s runs the %s without root, on a file system it cannot write',
    async (overlay, app) => {
      const { container, securityContext } = await podOf(overlay, app);
      expect(securityContext.runAsNonRoot).toBe(true);
      expect(container.securityContext).toMatchObject({
        readOnlyRootFilesystem: true,
        capabilities: { drop: ['ALL'] },
      });
      expect(container.resources.limits).toHaveProperty('memory');
    },
  );

  it.each(everyApp)('of %s asks the %s itself how it is', async (overlay, app) => {
    const { container } = await podOf(overlay, app);
    const paths = [container.startupProbe, container.livenessProbe, container.readinessProbe];
    expect(paths.map((probe) => probe?.httpGet?.path)).toEqual([
      '/health/live',
      '/health/live',
      '/health/ready',
    ]);
  });

  it.each(everyApp)('of %s sets variables that the %s has, to what it takes', async (overlay, app) => {
    const variables = await variablesOf(overlay, app);
    const schema = SCHEMAS[app];
    const given = Object.entries(variables).map(([name, value]) => {
      const secret = name.replace(/_FILE$/, '');
      return name in schema.shape ? ([name, value] as const) : ([secret, SECRETS[secret] ?? value] as const);
    });
    expect(given.map(([name]) => name).filter((name) => !(name in schema.shape))).toEqual([]);
    const settings = readEnvironment(schema, Object.fromEntries(given));
    const { container } = await podOf(overlay, app);
    expect(settings.PORT).toBe(container.ports[0]?.containerPort);
  });

  // Of a file that is mounted by itself, Kubernetes never brings a change.
  it.each(everyApp)('of %s mounts whole Secrets for the files the %s reads', async (overlay, app) => {
    const variables = Object.entries(await variablesOf(overlay, app));
    const read = variables.filter(([name]) => name.endsWith('_FILE') && name !== 'AUDIT_FILE');
    expect(read.length).toBeGreaterThan(1);
    const pod = await podOf(overlay, app);
    const places = read.map(([, file]) => placeOf(pod, file));
    expect(places.filter(({ mount, volume }) => mount?.subPath ?? !volume?.secret)).toEqual([]);
  });

  it.each(['publisher', 'subscriber'])('of prod gives the %s a database that others share', async (app) => {
    const { DATABASE_URL_FILE } = await variablesOf('prod', app);
    expect(placeOf(await podOf('prod', app), DATABASE_URL_FILE).volume?.secret?.secretName).toBe('database');
    const { apps: policy } = ofKind<
      Resource<{ readonly egress: readonly { readonly ports: readonly { readonly port: number }[] }[] }>
    >(await build('prod'), 'NetworkPolicy');
    const ports = policy?.spec.egress.flatMap((rule) => rule.ports.map(({ port }) => port));
    expect(ports).toContain(Number(new URL(SECRETS['DATABASE_URL'] ?? '').port));
  });

  it.each([
    ['dev', 'pubsub-dev'],
    ['prod', 'pubsub'],
  ])('of %s tells KEDA, which asks from elsewhere, whose Kafka it is', async (overlay, namespace) => {
    type Scaler = Resource<{
      readonly triggers: readonly { readonly metadata: Readonly<Record<string, string>> }[];
    }>;
    const { subscriber } = ofKind<Scaler>(await build(overlay), 'ScaledObject');
    expect(subscriber?.spec.triggers[0]?.metadata['bootstrapServers']).toBe(
      `pubsub-kafka-bootstrap.${namespace}.svc:9093`,
    );
  });

  it('of prod has Prometheus show a key where the apps ask for one', async () => {
    const endpoints = async (overlay: string) => {
      const { apps: monitor } = ofKind<Resource<{ readonly endpoints: readonly object[] }>>(
        await build(overlay),
        'ServiceMonitor',
      );
      return monitor?.spec.endpoints;
    };
    const authorization = { credentials: { name: 'metrics-key', key: 'key' } };
    expect(await variablesOf('prod', 'publisher')).toHaveProperty('API_KEYS_FILE');
    expect(await endpoints('prod')).toMatchObject([{ authorization }]);
    expect(await variablesOf('dev', 'publisher')).toHaveProperty('ALLOW_ANONYMOUS', 'true');
    expect(await endpoints('dev')).not.toMatchObject([{ authorization }]);
  });

  it.each(['dev', 'prod'])(
    'of %s lets the console act by a component, which keeps its notes',
    async (overlay) => {
      const { AUDIT_FILE } = await variablesOf(overlay, 'console');
      const users = async (components: readonly string[]) =>
        JSON.stringify(ofKind(await build(overlay, components), 'KafkaUser')['console']);
      expect(await users([])).not.toContain('Write');
      expect(await users(['console-acts'])).toContain('Write');
      const { mount, volume } = placeOf(await podOf(overlay, 'console', ['console-acts']), AUDIT_FILE);
      expect(mount?.readOnly).not.toBe(true);
      expect(volume).toEqual({ name: 'data', persistentVolumeClaim: { claimName: 'console-audit' } });
    },
  );
});
