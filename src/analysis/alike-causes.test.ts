import { describe, expect, it } from 'vitest'
import { createCauseSorter } from './alike-causes.ts'
import { causeWords } from './cause-words.ts'

it.each([
  ['Task timed out after 3.05 seconds', 'Task timed out after ‹n› seconds'],
  ['No item 5f2c1a9e-0b3d-4c1e-9a77-1f2e3d4c5b6a', 'No item ‹id›'],
  ['arn:aws:lambda:eu-central-1:111122223333:function:charge is missing', '‹arn› is missing'],
  ['at 2026-11-20T02:00:00.340Z it broke', 'at ‹time› it broke'],
  ['at 2026-11-20 02:00 it broke', 'at ‹time› it broke'],
  ['request req9f8e7d6c5b failed  with\n 0xdeadbeef', 'request ‹id› failed with ‹n›'],
  ['InternalServerError', 'InternalServerError'],
  ['', ''],
])('masks what changes in %s', (cause, masked) => {
  expect(
    causeWords(cause)
      .map(word => word.masked)
      .join(' '),
  ).toBe(masked)
})

/** What the kinds of some causes have in common, each once. */
function kinds(...causes: readonly (string | undefined)[]): readonly string[] {
  const sorter = createCauseSorter()
  return [...new Set(causes.map(cause => sorter.kindOf('E', cause)))].map(kind => kind.common())
}

describe('alike causes', () => {
  it('show what they all say as it was written', () => {
    expect(kinds('s3://bucket-2/key is gone', 's3://bucket-2/key is gone')).toEqual(['s3://bucket-2/key is gone'])
  })

  it('mask only what differs', () => {
    expect(kinds('s3://b-2/a is 404 at try 1', 's3://b-2/a is 404 at try 2')).toEqual(['s3://b-2/a is 404 at try ‹n›'])
  })

  it('are one kind whatever the word that stands in one place', () => {
    const causes = ['fi', 'et', 'lv'].map(locale => `no template for locale '${locale}'`)
    expect(kinds(...causes)).toEqual(["no template for locale '‹…›'"])
  })

  it('stay apart where little is the same', () => {
    expect(kinds('card declined', 'card expired', 'disk is full', undefined)).toEqual([
      'card declined',
      'card expired',
      'disk is full',
      '',
    ])
  })

  it('stay apart where they are of different errors or states', () => {
    const sorter = createCauseSorter()
    expect(sorter.kindOf('A', 'x')).not.toBe(sorter.kindOf('B', 'x'))
  })
})
