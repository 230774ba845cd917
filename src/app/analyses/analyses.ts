import { eventBudget } from '../../analysis/budget.ts'
import { criticalPathOf } from '../../analysis/critical-path.ts'
import { failureGroups } from '../../analysis/failure-groups.ts'
import { stateStatistics } from '../../analysis/state-statistics.ts'
import { transitionsOf } from '../../analysis/transitions.ts'
import { oncePerTree } from './once-per-tree.ts'

export const budgetOf = oncePerTree(tree => eventBudget(tree))
export const groupsOf = oncePerTree(failureGroups)
export const pathOfRun = oncePerTree(tree => criticalPathOf(tree))
export const statisticsOf = oncePerTree(tree => stateStatistics(tree))
export const billedTransitions = oncePerTree(transitionsOf)
