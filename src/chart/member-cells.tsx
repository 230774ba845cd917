import type { Member } from '../forest/member.ts'
import { Icon } from '../kit/icons.tsx'
import { memberFactsOf } from '../timeline/member-facts.ts'
import { actionsOn, memberDuration, memberNote } from '../timeline/member-text.ts'
import { aloneBadges, type RowContext } from '../timeline/row-text.ts'
import type { ChartRows } from '../timeline/rows-draft.ts'
import { formatDuration } from '../words/format-duration.ts'
import { machineName, memberName } from '../words/member-names.ts'
import { NotToldIcon, OutcomeIcon } from './icons.tsx'
import { holdsWord, nameParts } from './matched-letters.ts'
import type { TreeActions } from './tree-actions.ts'
import { Guides, indent, Twisty } from './tree-indent.tsx'
import { Parts, TreeName } from './tree-name.tsx'
import './member-cells.css'

interface MemberCellsProps {
  readonly rows: ChartRows
  readonly row: number
  readonly context: RowContext
  readonly actions: TreeActions
  readonly focusable: boolean
  readonly matched: boolean
}

/** The header of an execution that another started. */
export function MemberCells(props: MemberCellsProps) {
  const { rows, row, context, actions } = props
  const facts = memberFactsOf(context.trees.forest, rows.keyAt(row))
  if (facts === undefined) return null
  const { member, outcome } = facts
  const depth = rows.depthAt(row)
  const note = memberNote(member)
  const duration = memberDuration(facts, context.now)
  const machine = isMapRunChild(context, member.at) ? undefined : machineName(member)
  return (
    <>
      <div role="gridcell" className="chart-cell-name" style={{ paddingLeft: indent(depth) }}>
        <Guides depth={depth} />
        <Twisty rows={rows} row={row} actions={actions} />
        <span className="chart-row-icon chart-member-icon">
          <Icon name="mapRun" size={14} />
        </span>
        <MemberNames {...props} machine={machine} name={memberName(member)} />
        {note !== undefined && (
          <span
            className={member.state.kind === 'trouble' ? 'chart-row-summary chart-member-trouble' : 'chart-row-summary'}
            title={note}
          >
            {note}
          </span>
        )}
        {aloneBadges(context.ghosts?.of(rows.keyAt(row)), context.ghosts).map(({ text, meaning }) => (
          <span key={text} className="chart-badge chart-badge--neutral" title={meaning}>
            {text}
          </span>
        ))}
        <MemberButtons {...props} member={member} />
      </div>
      <div role="gridcell" className="chart-cell-duration">
        {outcome === undefined ? <NotToldIcon /> : outcome !== 'succeeded' && <OutcomeIcon outcome={outcome} />}
        <span className="chart-duration">{duration === undefined ? '—' : formatDuration(duration)}</span>
      </div>
    </>
  )
}

/** What it is called, with what a query found in it. */
function MemberNames({
  matched,
  context,
  machine,
  name,
}: MemberCellsProps & { readonly machine: string | undefined; readonly name: string }) {
  const words = matched ? context.queryWords : undefined
  if (machine === undefined) return <TreeName name={name} strong words={words} />
  const isInName = words !== undefined && holdsWord(name, words)
  return (
    <>
      <TreeName name={machine} strong words={isInName && !holdsWord(machine, words) ? undefined : words} />
      <span className="chart-row-summary chart-member-name" title={name}>
        {isInName ? <Parts parts={nameParts(name, words)} /> : name}
      </span>
    </>
  )
}

const BUTTONS = {
  pause: { icon: 'pause', word: 'Pause' },
  resume: { icon: 'play', word: 'Go on' },
  cancel: { icon: 'cross', word: 'Cancel' },
  retry: { icon: 'refresh', word: 'Retry' },
} as const

/** What can be done about its reading, as long as it is not here. */
function MemberButtons({ member, row, actions, focusable }: MemberCellsProps & { readonly member: Member }) {
  return actionsOn(member).map(action => (
    <button
      key={action}
      type="button"
      className="chart-member-button"
      aria-label={`${BUTTONS[action].word}: reading ${memberName(member)}`}
      title={BUTTONS[action].word}
      tabIndex={focusable ? 0 : -1}
      onClick={event => {
        event.stopPropagation()
        actions.actOnMember(row, action)
      }}
    >
      <Icon name={BUTTONS[action].icon} size={12} />
    </button>
  ))
}

/** Children of a Map Run are all of one state machine. */
function isMapRunChild({ trees }: RowContext, at: number | undefined): boolean {
  return at !== undefined && trees.of(at)?.span(at)?.kind === 'mapRun'
}
