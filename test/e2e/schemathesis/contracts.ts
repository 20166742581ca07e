import { randomUUID } from 'node:crypto';
import { KafkaMessage, myKafkaTopic, OrderPlaced, orderPlaced } from '@app/contracts';
import { defineContract } from '@app/kafka';
import { Type } from 'class-transformer';
import * as v from 'class-validator';

enum Size {
  Small = 'S',
  Large = 'L',
}

class Part {
  @v.IsString()
  @v.Matches(/^[A-Z]{2}-\d{1,6}$/)
  readonly code!: string;

  @v.IsOptional()
  @v.IsInt()
  @v.Min(1)
  @v.Max(9)
  readonly count?: number | null;
}

/** What the contracts of this repository do not have: options, enums, lists of texts, one object in another. */
class Parcel {
  @v.IsEnum(Size)
  readonly size!: Size;

  @v.ValidateNested()
  @v.IsDefined()
  @Type(() => Part)
  readonly main!: Part;

  @v.IsOptional()
  @v.IsArray()
  @v.ArrayMaxSize(3)
  @v.ValidateNested({ each: true })
  @Type(() => Part)
  readonly parts?: Part[] | null;

  @v.IsArray()
  @v.ArrayNotEmpty()
  @v.IsIn(['fragile', 'cold', 'heavy'], { each: true })
  readonly labels!: string[];

  @v.IsBoolean()
  readonly insured: boolean = false;

  @v.IsOptional()
  @v.IsNumber()
  @v.IsPositive()
  readonly kilograms?: number | null;

  @v.IsOptional()
  @v.IsUUID('4')
  readonly batch?: string | null;

  @v.IsOptional()
  @v.Length(2, 5)
  readonly note?: string | null;
}

const topic = (name: string): string => `${name}-${randomUUID()}`;

export const lines = defineContract({ ...myKafkaTopic, payload: KafkaMessage, topic: topic('lines') });
export const orders = defineContract({ ...orderPlaced, payload: OrderPlaced, topic: topic('orders') });
export const parcels = defineContract({
  topic: topic('parcels'),
  type: 'test.parcel.v1',
  payload: Parcel,
  key: ({ main }) => main.code,
  example: {
    size: Size.Large,
    main: { code: 'AB-1', count: 2 },
    parts: [{ code: 'CD-2' }],
    labels: ['cold'],
    insured: true,
  },
});
