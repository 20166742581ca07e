export { onLoopback } from './on-loopback.js';
