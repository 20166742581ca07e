export { breaksBetween } from './breaks.js';
export { lockContract, type LockedContract } from './locked-contract.js';
