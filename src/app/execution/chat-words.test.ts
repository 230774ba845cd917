import { describe, expect, it } from 'vitest'
import { chatText } from './chat-words.ts'

const STORY = {
  execution: 'OrderSettlement / nightly',
  sentence: 'WriteLedger failed in SettleOrders #941: LedgerMismatch',
  path: 'SettleOrders #941 › WriteLedger',
  cause: 'ledger 1,204.10, order 1,240.10',
  retries: 'attempt 3 of 3',
  link: 'http://127.0.0.1:7360/#/executions/x?v=1&event=7',
}

describe('chatText', () => {
  it('tells sentence, path, cause, retries and link, a line each', () => {
    expect(chatText(STORY).split('\n')).toEqual([
      'OrderSettlement / nightly: WriteLedger failed in SettleOrders #941: LedgerMismatch',
      'Where: SettleOrders #941 › WriteLedger',
      'Cause: ledger 1,204.10, order 1,240.10',
      'Retries: attempt 3 of 3',
      'http://127.0.0.1:7360/#/executions/x?v=1&event=7',
    ])
  })

  it('leaves out what is not known, and cuts a long cause', () => {
    const told = chatText({ ...STORY, execution: '', path: '', cause: undefined, retries: undefined })
    expect(told).toBe(`${STORY.sentence}\n${STORY.link}`)
    expect(chatText({ ...STORY, cause: 'x'.repeat(9000) }).length).toBeLessThan(900)
  })
})
