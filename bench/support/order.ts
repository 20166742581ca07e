import { defineContract } from '@app/kafka';
import { Type } from 'class-transformer';
import {
  ArrayMinSize,
  IsArray,
  IsInt,
  IsISO8601,
  IsNotEmpty,
  IsNumber,
  IsPositive,
  IsString,
  IsUUID,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { topic } from './settings.js';

export class Item {
  @IsString() @IsNotEmpty() @MaxLength(64) readonly sku!: string;
  @IsInt() @Min(1) readonly quantity!: number;
}

export class Order {
  @IsUUID() readonly orderId!: string;
  @IsString() @IsNotEmpty() @MaxLength(64) readonly customerId!: string;
  @IsNumber({ maxDecimalPlaces: 2 }) @IsPositive() readonly total!: number;
  @IsISO8601() readonly placedAt!: string;
  @IsArray() @ArrayMinSize(1) @ValidateNested({ each: true }) @Type(() => Item) readonly items!: Item[];
}

export const orders = defineContract({ topic, type: 'bench.order.v1', payload: Order });
