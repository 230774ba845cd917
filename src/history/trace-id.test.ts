import { expect, it } from 'vitest'
import { traceIdIn } from './trace-id.ts'

const ID = '1-67891233-abcdef012345678912345678'

it.each([
  ['a header', `Root=${ID};Parent=53995c3f42cd8ad8;Sampled=1`, ID],
  ['a header that leaves sampling to others', `Root=${ID};Sampled=?`, ID],
  ['an answer’s header', JSON.stringify({ 'X-Amzn-Trace-Id': [`root=${ID};parent=53995c3f42cd8ad8;sampled=1`] }), ID],
  ['a line of a report', `XRAY TraceId: ${ID}\tSegmentId: 5f4d3c2b1a098765\tSampled: true`, ID],
  ['a trace that was not kept', `Root=${ID};Parent=53995c3f42cd8ad8;Sampled=0`, undefined],
  ['a line that says so', `XRAY TraceId: ${ID}\tSegmentId: 5f4d3c2b1a098765\tSampled: false`, undefined],
  ['no trace', 'Root=1-6789-abc;Sampled=1', undefined],
  ['a mask', 'X-Amzn-Trace-Id', undefined],
])('the trace in %s', (_, text, id) => {
  expect(traceIdIn(text)).toBe(id)
})
