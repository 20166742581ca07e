import { createHash } from 'node:crypto';
import { Contracts } from '@app/kafka';
import { Needs } from '@app/security';
import { Controller, Get, Header, NotFoundException, Param, StreamableFile } from '@nestjs/common';
import { asyncApi } from './asyncapi/document.js';
import { openApi } from './openapi/document.js';
import { assetType, isAsset, readAsset } from './pages/assets.js';
import { asyncApiPage, STYLE } from './pages/asyncapi-page.js';
import { swaggerPage, swaggerStart } from './pages/swagger-page.js';

const JSON_TYPE = 'application/json; charset=utf-8';
const HTML_TYPE = 'text/html; charset=utf-8';
const CSP = 'content-security-policy';
const NOTHING_ELSE = "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
/** Nothing of another host, and no script but the page's own files. */
const SWAGGER_POLICY = `default-src 'none'; connect-src 'self'; img-src 'self' data:; script-src 'self'; style-src 'self'; ${NOTHING_ELSE}`;
const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');
const STATIC_POLICY = `default-src 'none'; img-src data:; style-src 'sha256-${STYLE_HASH}'; ${NOTHING_ELSE}`;

/** What can be published and how, for machines and for people. */
@Controller()
export class DocumentsController {
  private readonly openApi: string;
  private readonly asyncApi: string;
  private readonly asyncApiPage: string;

  constructor({ all }: Contracts) {
    const events = asyncApi(all);
    this.openApi = JSON.stringify(openApi(all));
    this.asyncApi = JSON.stringify(events);
    this.asyncApiPage = asyncApiPage(events);
  }

  @Get('openapi.json')
  @Needs('any')
  @Header('content-type', JSON_TYPE)
  openApiDocument(): string {
    return this.openApi;
  }

  @Get('asyncapi.json')
  @Needs('any')
  @Header('content-type', JSON_TYPE)
  asyncApiDocument(): string {
    return this.asyncApi;
  }

  @Get('docs')
  @Needs('any')
  @Header('content-type', HTML_TYPE)
  @Header(CSP, SWAGGER_POLICY)
  docs(): string {
    return swaggerPage;
  }

  @Get('docs/start.js')
  @Needs('any')
  @Header('content-type', 'text/javascript; charset=utf-8')
  start(): string {
    return swaggerStart;
  }

  @Get('docs/:file')
  @Needs('any')
  async asset(@Param('file') file: string): Promise<StreamableFile> {
    if (!isAsset(file)) throw new NotFoundException(`there is no file ${file}`);
    return new StreamableFile(await readAsset(file), { type: assetType(file) });
  }

  @Get('asyncapi')
  @Needs('any')
  @Header('content-type', HTML_TYPE)
  @Header(CSP, STATIC_POLICY)
  asyncApiForPeople(): string {
    return this.asyncApiPage;
  }
}
