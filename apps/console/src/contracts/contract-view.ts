import { type Contract, contractSchema, retryTopic } from '@app/kafka';
import type { ContractView } from '../api/contracts.js';

export const contractView = (contract: Contract): ContractView => ({
  topic: contract.topic,
  type: contract.type,
  partitions: contract.partitions,
  schema: contractSchema(contract),
  ...(contract.example === undefined ? {} : { example: contract.example }),
  text: contract.text !== undefined,
  retryTopics: (contract.retryTopics ?? []).map((delay) => retryTopic(contract.topic, delay)),
});
