import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { createTreeBuilder } from '../model/tree-builder.ts'
import { randomCase } from '../simulator/random-machine.ts'
import { simulate } from '../simulator/simulate.ts'
import { statisticsAcrossSteps } from './state-statistics-across.ts'
import { visitsByState } from './state-walk.ts'

it('takes a step for each visit and each state, so that hundreds of executions hold nothing up', () => {
  fc.assert(
    fc.property(fc.array(randomCase(), { maxLength: 3 }), cases => {
      const trees = cases.map(({ machine, options }) => createTreeBuilder().append(simulate(machine, options).events))
      const visits = trees.reduce((sum, tree) => sum + [...visitsByState(tree)].length, 0)
      const steps = statisticsAcrossSteps(trees)
      let taken = 0
      for (let step = steps.next(); ; step = steps.next(), taken++) {
        if (step.done !== true) continue
        expect(taken).toBe(visits + step.value.states.length)
        return
      }
    }),
    { numRuns: 30 },
  )
})
