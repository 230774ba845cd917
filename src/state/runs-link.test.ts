import fc from 'fast-check'
import { expect, it } from 'vitest'
import { isStatesName } from '../history/states-arn.ts'
import { RUN_ORDERS } from '../runs/run-filter.ts'
import { MOST_CHOSEN, mergeRunsLink, RUN_DAYS, type RunsLink } from './runs-link.ts'
import { decodeLink, encodeRoute } from './view-link-codec.ts'

function runName(): fc.Arbitrary<string> {
  return fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }).filter(isStatesName)
}

const runsLink: fc.Arbitrary<RunsLink> = fc
  .record(
    {
      arn: fc.string({ unit: 'grapheme', minLength: 1 }),
      sample: fc.string({ unit: 'grapheme' }),
      days: fc.constantFrom(...RUN_DAYS),
      from: fc.integer(),
      to: fc.integer(),
      namePrefix: fc.string({ unit: 'grapheme' }),
      outcomes: fc.uniqueArray(fc.constantFrom('failed', 'succeeded', 'timedOut', 'aborted', 'running', 'unknown')),
      leastMs: fc.nat(),
      mostMs: fc.nat(),
      startedBy: fc.stringMatching(/^[\w.-]*$/),
      sort: fc.record({ by: fc.constantFrom(...RUN_ORDERS), ascending: fc.boolean() }),
      log: fc.boolean(),
      timeMode: fc.constantFrom('utc', 'local'),
      panel: fc.constant('failures'),
      selected: runName(),
      chosen: fc.uniqueArray(runName(), { maxLength: MOST_CHOSEN }),
    },
    { requiredKeys: ['arn'] },
  )
  // What is as at first is not in a link.
  .map(({ arn, sample, ...rest }) => mergeRunsLink({ arn, ...(sample !== undefined && { sample }) }, rest))

it('a link to runs reads as it was written', () => {
  fc.assert(
    fc.property(runsLink, link => {
      const route = decodeLink(encodeRoute({ kind: 'runs', link, problems: [] }))
      expect(route).toEqual({ kind: 'runs', link, problems: [] })
    }),
  )
})

it('what means nothing is told, and the rest holds', () => {
  const route = decodeLink(
    '#/state-machines/arn?v=1&days=8&status=failed.odd&sort=duration.up&from=9&to=3&chosen=a,b,c',
  )
  expect(route).toEqual({
    ...{ kind: 'runs', link: { arn: 'arn', sort: { by: 'duration', ascending: true } } },
    problems: [
      'The link says days=8, which means nothing.',
      'The link says status=failed.odd, which means nothing.',
      'The link says chosen=a,b,c, which means nothing.',
    ],
  })
})
