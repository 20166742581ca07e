import { port } from '@app/kafka';
import { appEnvironment } from '@app/observability';

export const publisherEnvironment = appEnvironment.extend({ PORT: port.default(3000) });
