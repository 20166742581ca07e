import { describe, expect, it } from 'vitest';
import { decodeOrigin } from '../../wire/dead-letter-headers.js';
import { delivery } from './delivery.fixture.js';
import { firstOrigin } from './first-origin.js';

const failedIn = (group: string) => firstOrigin(delivery({ offset: 7n }), 'CreateTime', group);

describe('firstOrigin', () => {
  it('says where a record failed first', () => {
    expect(decodeOrigin(failedIn('grp2'))).toMatchObject({ offset: 7n, group: 'grp2' });
  });

  it('keeps what the same group said before', () => {
    expect(firstOrigin(delivery({ offset: 9n, headers: failedIn('grp2') }), 'CreateTime', 'grp2')).toEqual(
      {},
    );
  });

  it('does not take another group for its own: its record would be passed over as theirs', () => {
    const again = firstOrigin(delivery({ offset: 9n, headers: failedIn('other') }), 'CreateTime', 'grp2');
    expect(decodeOrigin(again)).toMatchObject({ offset: 9n, group: 'grp2' });
  });
});
