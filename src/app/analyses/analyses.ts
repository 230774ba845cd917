import { budgetSteps } from '../../analysis/budget.ts'
import { criticalPathOf } from '../../analysis/critical-path.ts'
import { failureGroups } from '../../analysis/failure-groups.ts'
import { oncePerTree } from '../../analysis/once-per-tree.ts'
import { statisticsSteps } from '../../analysis/state-statistics.ts'
import { transitionSteps } from '../../analysis/transitions.ts'
import { sliced } from './sliced.ts'

export const budgetOf = sliced(tree => budgetSteps(tree))
export const groupsOf = oncePerTree(failureGroups)
export const pathOfRun = oncePerTree(tree => criticalPathOf(tree))
export const statisticsOf = sliced(tree => statisticsSteps(tree))
export const billedTransitions = sliced(transitionSteps)
