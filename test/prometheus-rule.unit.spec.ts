import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const deploy = join(import.meta.dirname, '../deploy');
const ALERTS = 'prometheus/alerts.yaml';

/** What the Prometheus operator takes, made of what Prometheus itself takes. */
const prometheusRule = (alerts: string): string =>
  [
    `# Made from deploy/${ALERTS} by: npx vitest run prometheus-rule --update`,
    'apiVersion: monitoring.coreos.com/v1',
    'kind: PrometheusRule',
    'metadata:',
    '  name: apps',
    'spec:',
    alerts.replaceAll(/^#.*\n/gm, '').replaceAll(/^(?=.)/gm, '  '),
  ].join('\n');

it('the PrometheusRule of deploy/kubernetes has the alerts of deploy/prometheus', async () => {
  const rule = prometheusRule(readFileSync(join(deploy, ALERTS), 'utf8'));
  expect(rule).toContain('- alert: DeadLetters');
  await expect(rule).toMatchFileSnapshot(join(deploy, 'kubernetes/base/prometheus-rule.yaml'));
});
