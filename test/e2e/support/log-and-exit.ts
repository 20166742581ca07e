import { appLogger } from '@app/observability';

/** Logs as many lines as its argument says, and ends at once. */
const logger = appLogger({ LOG_LEVEL: 'log', LOG_FORMAT: 'json' });
for (let n = 0; n < Number(process.argv[2]); n++) logger.log(`line ${n}`, 'Test');
process.exit(3);
