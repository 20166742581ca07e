export { consumerReadiness } from './health/consumer-readiness.js';
export { HealthModule } from './health/health.module.js';
export type { ReadinessCheck } from './health/readiness.js';
export { appEnvironment } from './start/app-environment.js';
export { appLogger } from './start/app-logger.js';
export { port, readEnvironment, wholeNumber } from './start/read-environment.js';
export { startApp } from './start/start-app.js';
export { type InputEnded, type ParentMessage, tellParent } from './start/tell-parent.js';
