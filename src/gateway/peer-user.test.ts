import { describe, expect, it } from 'vitest'
import { ownerIn } from './peer-user.ts'

// As Linux writes it. 127.0.0.1:41360 (0xA190) and [::1]:41360 listen and are user 0's; 41002 (0xA02A) → 41360 is user 1000's
// under IPv4 and user 2000's under IPv6; 41003 was closed by its program; 127.0.0.2:41004 spells IPv4 as IPv6.
const TABLE = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:A190 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 1 1 0 100 0 0 10 0
   1: 0100007F:A190 0100007F:A02A 01 00000000:00000000 00:00000000 00000000     0        0 2 1 0 20 4 30 10 -1
   2: 0100007F:A02A 0100007F:A190 01 00000000:00000000 00:00000000 00000000  1000        0 3 1 0 20 4 30 10 -1
   3: 0100007F:A190 0100007F:A02B 08 00000000:00000000 00:00000000 00000000     0        0 4 1 0 20 4 30 10 -1
   4: 0100007F:A02B 0100007F:A190 05 00000000:00000000 00:00000000 00000000     0        0 0 1 0 20 4 30 10 -1
   5: 0100007F:A190 0200007F:A02C 01 00000000:00000000 00:00000000 00000000     0        0 5 1 0 20 4 30 10 -1
   0: 00000000000000000000000001000000:A190 00000000000000000000000001000000:A02A 01 0:0 0:0 0     0        0 6 1 0
   1: 00000000000000000000000001000000:A02A 00000000000000000000000001000000:A190 01 0:0 0:0 0  2000        0 7 1 0
   2: 0000000000000000FFFF00000200007F:A02C 0000000000000000FFFF00000100007F:A190 01 0:0 0:0 0  3000        0 8 1 0`

const v4 = (port: number) => ({ address: '127.0.0.1', port })
const v6 = (port: number) => ({ address: '::1', port })

describe('ownerIn', () => {
  it('is the user at the client’s end, not at ours', () => {
    expect(ownerIn(TABLE, v4(41_002), v4(41_360))).toEqual({ kind: 'user', uid: 1000 })
    expect(ownerIn(TABLE, v4(41_360), v4(41_002))).toEqual({ kind: 'user', uid: 0 })
  })

  it('is not another’s who uses the same ports under IPv6', () => {
    expect(ownerIn(TABLE, v6(41_002), v6(41_360))).toEqual({ kind: 'user', uid: 2000 })
  })

  it('is found in either spelling of an IPv4 address', () => {
    expect(ownerIn(TABLE, { address: '127.0.0.2', port: 41_004 }, v4(41_360))).toEqual({ kind: 'user', uid: 3000 })
    const mapped = { address: '::ffff:127.0.0.1', port: 41_360 }
    expect(ownerIn(TABLE, v4(41_002), mapped)).toEqual({ kind: 'user', uid: 1000 })
  })

  it('is gone where its program closed it: Linux then lists it as root’s', () => {
    expect(ownerIn(TABLE, v4(41_003), v4(41_360))).toEqual({ kind: 'gone' })
  })

  it('is unknown where the table is not about this connection', () => {
    expect(ownerIn(TABLE, v4(41_009), v4(41_360))).toEqual({ kind: 'unknown' })
    expect(ownerIn('', v4(41_002), v4(41_360))).toEqual({ kind: 'unknown' })
  })
})
