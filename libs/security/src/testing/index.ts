export { Authority } from './certificates.js';
export { onLoopback } from './on-loopback.js';
