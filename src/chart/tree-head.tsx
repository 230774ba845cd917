import { MenuButton } from '../kit/menu-button.tsx'
import { DEFAULT_ROWS_VIEW, OPEN_ALL } from '../timeline/rows.ts'
import { openToDepth, type ViewStore } from './view-store.ts'
import './tree-head.css'

const DEPTHS = [
  { text: 'Expand all', depth: OPEN_ALL },
  { text: 'Collapse all', depth: 0 },
  { text: 'Expand one level', depth: 1 },
  { text: 'Expand two levels', depth: 2 },
  { text: 'Expand three levels', depth: 3 },
  { text: 'Reset', depth: DEFAULT_ROWS_VIEW.openDepth },
] as const

/** The tree's column heads, and how far it is open. */
export function TreeHead({ store }: { readonly store: ViewStore }) {
  return (
    <div className="chart-tree-head">
      <span>State</span>
      <span className="chart-tree-head-menu">
        <MenuButton
          label="Expand or collapse rows"
          icon="down"
          iconOnly
          items={DEPTHS.map(({ text, depth }) => ({ text, onSelect: () => openToDepth(store, depth) }))}
        />
      </span>
      <span className="chart-tree-head-duration">Duration</span>
    </div>
  )
}
