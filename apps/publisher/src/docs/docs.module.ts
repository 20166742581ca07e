import { Module } from '@nestjs/common';
import { DocumentsController } from './documents.controller.js';

/** `/openapi.json`, `/asyncapi.json` and a page for each, of the contracts that the app publishes. */
@Module({ controllers: [DocumentsController] })
export class DocsModule {}
