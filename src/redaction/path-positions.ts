import type { JsonPath } from '../analysis/json-path.ts'
import { type PathRule, rulePath } from './rules.ts'

/** How far a rule's path leads to where one stands. */
interface Position {
  readonly rule: PathRule
  readonly path: JsonPath
  readonly step: number
}

/** Where one stands in a payload, as far as rules care. */
export type Positions = readonly Position[]

/** Where a payload begins. Rules whose path cannot be read lead nowhere. */
export function startOf(rules: readonly PathRule[]): Positions {
  return rules.flatMap(rule => {
    const path = rulePath(rule.path)
    return path === undefined ? [] : [{ rule, path, step: 0 }]
  })
}

/** One step further: into a member by its name, or an item by its index. */
export function into(positions: Positions, key: string | number): Positions {
  if (positions.length === 0) return positions
  return positions.flatMap(position => {
    const { path, step } = position
    const next = path[step]
    if (next === undefined) return []
    const further = { ...position, step: step + 1 }
    switch (next.kind) {
      case 'any':
        return [further]
      case 'member':
        return next.name === key ? [further] : []
      case 'index':
        return next.index === key ? [further] : []
      case 'deep':
        return next.name === key ? [position, further] : [position]
    }
  })
}

/** The rule that leads right here. */
export function ruleHere(positions: Positions): PathRule | undefined {
  return positions.find(({ path, step }) => step === path.length)?.rule
}
