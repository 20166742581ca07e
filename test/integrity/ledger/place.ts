/** Where a record is in the log of a topic. */
export interface Place {
  readonly partition: number;
  readonly offset: number;
}

export const placeOf = ({ partition, offset }: Place): string => `${partition}/${offset}`;
