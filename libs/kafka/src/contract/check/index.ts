export { contractValidator, type ContractValidator } from './contract-validator.js';
