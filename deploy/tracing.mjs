/**
 * Traces, for who wants them: with `NODE_OPTIONS=--import=./deploy/tracing.mjs`, here and in its image, an app sends its
 * spans by OTLP over HTTP. Where to, as whom and how much is said by OpenTelemetry's own variables, such as OTEL_EXPORTER_OTLP_ENDPOINT,
 * OTEL_SERVICE_NAME and OTEL_TRACES_SAMPLER (https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/).
 */
import { basename, dirname } from 'node:path';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import {
  defaultResource,
  detectResources,
  envDetector,
  resourceFromAttributes,
} from '@opentelemetry/resources';
import { BatchSpanProcessor, NodeTracerProvider } from '@opentelemetry/sdk-trace-node';

/** `publisher` of `dist/apps/publisher/main.js`; OTEL_SERVICE_NAME goes before it, and the image sets that. */
const app = basename(dirname(process.argv[1] ?? '')) || 'nest-kafka-pubsub';

const provider = new NodeTracerProvider({
  resource: defaultResource()
    .merge(resourceFromAttributes({ 'service.name': app }))
    .merge(detectResources({ detectors: [envDetector] })),
  spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter())],
});
provider.register();
