export { HealthModule } from './health/health.module.js';
export type { ReadinessCheck } from './health/readiness.js';
export { appEnvironment } from './start/app-environment.js';
export { appLogger } from './start/app-logger.js';
export { startApp } from './start/start-app.js';
export { tellParent } from './start/tell-parent.js';
