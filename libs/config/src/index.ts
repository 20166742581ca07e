export { documents } from './documents/documents.js';
export { appEnvironment, environment } from './environment.js';
export { readEnvironment } from './read-environment.js';
export { portOf } from './sections/listening.js';
