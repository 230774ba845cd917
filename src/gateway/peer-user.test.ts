import { describe, expect, it } from 'vitest'
import { socketOwner } from './peer-user.ts'

// As Linux writes it: 127.0.0.1:41360 (0xA190) listens and is user 0's; 41002 (0xA02A) → 41360 is user 1000's.
const TABLE = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:A190 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 1 1 0 100 0 0 10 0
   1: 0100007F:A190 0100007F:A02A 01 00000000:00000000 00:00000000 00000000     0        0 2 1 0 20 4 30 10 -1
   2: 0100007F:A02A 0100007F:A190 01 00000000:00000000 00:00000000 00000000  1000        0 3 1 0 20 4 30 10 -1`

describe('socketOwner', () => {
  it('is the user at the client’s end, not at ours', () => {
    expect(socketOwner(TABLE, 41_002, 41_360)).toBe(1000)
    expect(socketOwner(TABLE, 41_360, 41_002)).toBe(0)
  })

  it('is unknown for a connection that is not listed', () => {
    expect(socketOwner(TABLE, 41_003, 41_360)).toBeUndefined()
    expect(socketOwner('', 41_002, 41_360)).toBeUndefined()
  })
})
