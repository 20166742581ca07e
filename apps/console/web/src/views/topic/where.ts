/** Which records are looked for, as the fields hold it. */
export interface Where {
  readonly from: 'newest' | 'oldest' | 'offset' | 'time';
  readonly partition: string;
  readonly offset: string;
  /** Of a field for date and time, in the time of who looks. */
  readonly time: string;
  readonly key: string;
  readonly contains: string;
}

/** Links from elsewhere name a partition and an offset. */
export function whereOf(search: URLSearchParams): Where {
  const offset = search.get('offset') ?? '';
  return {
    from: offset === '' ? 'newest' : 'offset',
    partition: search.get('partition') ?? '',
    offset,
    time: '',
    key: search.get('key') ?? '',
    contains: '',
  };
}

export const browseQuery = ({
  from,
  partition,
  offset,
  time,
  key,
  contains,
}: Where): Record<string, string> => ({
  partition,
  key,
  contains,
  ...(from === 'oldest' ? { offset: '0' } : {}),
  ...(from === 'offset' && offset !== '' ? { offset } : {}),
  ...(from === 'time' && time !== '' ? { time: String(new Date(time).getTime()) } : {}),
});
