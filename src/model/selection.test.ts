import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { randomCase } from '../simulator/random-machine.ts'
import { simulate } from '../simulator/simulate.ts'
import { NO_SELECTION, selectedSpan, selectionAt, selectionOf } from './selection.ts'
import { createTreeBuilder } from './tree-builder.ts'
import { depthFirst } from './walk.ts'

describe('a selection', () => {
  it('leads back to its span, whatever the execution', () => {
    fc.assert(
      fc.property(randomCase(), ({ machine, options }) => {
        const tree = createTreeBuilder().append(simulate(machine, options).events)
        for (const { span } of depthFirst(tree)) {
          expect(selectedSpan(tree, selectionOf(tree, span))?.key).toBe(span.key)
          for (const event of span.events) expect(selectedSpan(tree, selectionAt(event))?.key).toBe(span.key)
        }
      }),
      { numRuns: 50 },
    )
  })

  it('may be none', () => {
    expect(selectedSpan(createTreeBuilder().append([]), NO_SELECTION)).toBeUndefined()
  })
})
