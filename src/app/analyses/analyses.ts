import { budgetSteps } from '../../analysis/budget.ts'
import { failureGroups } from '../../analysis/failure-groups.ts'
import { oncePerTree } from '../../analysis/once-per-tree.ts'
import { statisticsSteps } from '../../analysis/state-statistics.ts'
import { transitionSteps } from '../../analysis/transitions.ts'
import type { ExecutionTree } from '../../model/execution-tree.ts'
import { sliced } from './sliced.ts'

export const budgetOf = sliced((tree: ExecutionTree) => budgetSteps(tree))
export const groupsOf = oncePerTree(failureGroups)
export const statisticsOf = sliced((tree: ExecutionTree) => statisticsSteps(tree))
export const billedTransitions = sliced(transitionSteps)
