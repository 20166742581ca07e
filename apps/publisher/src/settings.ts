import { appEnvironment, port } from '@app/observability';

export const publisherEnvironment = appEnvironment.extend({ PORT: port.default(3000) });
