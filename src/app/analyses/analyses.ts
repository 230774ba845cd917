import { eventSteps } from '../../analysis/budget.ts'
import { statisticsSteps } from '../../analysis/state-statistics.ts'
import { transitionSteps } from '../../analysis/transitions.ts'
import { sliced } from '../../kit/sliced.ts'
import type { ExecutionTree } from '../../model/execution-tree.ts'

export const usedEvents = sliced((tree: ExecutionTree) => eventSteps(tree))
export const statisticsOf = sliced((tree: ExecutionTree) => statisticsSteps(tree))
export const billedTransitions = sliced(transitionSteps)
