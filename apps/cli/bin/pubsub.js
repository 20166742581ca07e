#!/usr/bin/env node
import { join } from 'node:path';
import { register } from 'tsx/esm/api';

// tsx would look for it in the folder of whoever calls.
register({ tsconfig: join(import.meta.dirname, '../../../tsconfig.json') });
await import('../src/main.ts');
