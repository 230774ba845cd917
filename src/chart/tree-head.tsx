import ButtonDropdown from '@cloudscape-design/components/button-dropdown'
import { DEFAULT_ROWS_VIEW, OPEN_ALL } from '../timeline/rows.ts'
import { openToDepth, type ViewStore } from './view-store.ts'

const DEPTHS: Readonly<Record<string, { readonly text: string; readonly depth: number }>> = {
  all: { text: 'Expand all', depth: OPEN_ALL },
  none: { text: 'Collapse all', depth: 0 },
  one: { text: 'Expand one level', depth: 1 },
  two: { text: 'Expand two levels', depth: 2 },
  three: { text: 'Expand three levels', depth: 3 },
  usual: { text: 'Expand as at first', depth: DEFAULT_ROWS_VIEW.openDepth },
}

/** The tree's column heads, and how far it is open. */
export function TreeHead({ store }: { readonly store: ViewStore }) {
  return (
    <div className="chart-tree-head">
      <span>State</span>
      <span className="chart-tree-head-menu">
        <ButtonDropdown
          variant="inline-icon"
          ariaLabel="Expand or collapse rows"
          expandToViewport
          items={Object.entries(DEPTHS).map(([id, { text }]) => ({ id, text }))}
          onItemClick={({ detail }) => openToDepth(store, DEPTHS[detail.id]?.depth ?? DEFAULT_ROWS_VIEW.openDepth)}
        />
      </span>
      <span className="chart-tree-head-duration">Duration</span>
    </div>
  )
}
