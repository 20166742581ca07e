import { defineContract } from '@app/kafka';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsInt,
  IsNotEmpty,
  IsString,
  IsUUID,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';

/** One line of an order. */
export class OrderItem {
  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  readonly sku!: string;

  @IsInt()
  @Min(1)
  readonly quantity!: number;
}

/** A customer has placed an order. */
export class OrderPlaced {
  @IsUUID()
  readonly orderId!: string;

  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  readonly customerId!: string;

  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(1_000)
  @ValidateNested({ each: true })
  @Type(() => OrderItem)
  readonly items!: OrderItem[];
}

export const orderPlaced = defineContract({
  topic: 'order-placed',
  type: 'shop.order-placed.v1',
  payload: OrderPlaced,
  example: {
    orderId: '6a9d9ab3-9d60-4d3b-b8a9-5d9c5a1f3c11',
    customerId: 'alice',
    items: [{ sku: 'tea', quantity: 2 }],
  },
  // All orders of one customer are handled in the order they were placed.
  key: (order) => order.customerId,
});
