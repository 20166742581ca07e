import { Contracts } from '@app/kafka';
import { Controller, Get } from '@nestjs/common';
import type { ContractView } from '../api/contracts.js';
import { contractView } from './contract-view.js';

@Controller('api/contracts')
export class ContractsController {
  constructor(private readonly contracts: Contracts) {}

  @Get()
  all(): ContractView[] {
    return this.contracts.all.map(contractView).toSorted((a, b) => a.topic.localeCompare(b.topic));
  }
}
