import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from 'react'
import { exactJsonText } from '../../history/exact-json.ts'
import { CopyButton } from '../../kit/copy-button.tsx'
import { Icon } from '../../kit/icons.tsx'
import { treeMove } from '../../kit/tree-keys.ts'
import { VirtualRows, type VirtualRowsHandle } from '../../kit/virtual-rows.tsx'
import { formatCount } from '../../words/format-count.ts'
import { ancestorPaths, foldOf, type JsonLine, jsonLines, valueAtPath } from './json-lines.ts'
import { Marked } from './marked.tsx'
import { isTraceable, useTraceable, ValueTraceList } from './value-trace.tsx'

const ROW_PX = 18
/** More of one string than this is not laid out; copying gives all of it. */
const SHOWN_CHARACTERS = 1_000

interface JsonTreeProps {
  readonly value: unknown
  readonly characters: number
  readonly label: string
  readonly query: string
  /** The path to open and go to: a match found. */
  readonly reveal: string | undefined
}

/** A JSON value as a foldable tree of lines. Only lines in sight are in the page. */
export function JsonTree({ value, characters, label, query, reveal }: JsonTreeProps) {
  const [toggled, setToggled] = useState<ReadonlySet<string>>(new Set())
  const [current, setCurrent] = useState(0)
  const rows = useRef<VirtualRowsHandle>(null)
  const id = useId()
  const lines = useMemo(() => jsonLines(value, { characters, toggled }), [value, characters, toggled])
  useEffect(() => {
    if (reveal !== undefined) setToggled(former => opened(value, { characters, former, path: reveal }))
  }, [reveal, value, characters])
  useEffect(() => {
    const row = reveal === undefined ? -1 : lines.findIndex(line => line.path === reveal)
    if (row < 0) return
    setCurrent(row)
    rows.current?.scrollToRow(row)
  }, [reveal, lines])
  const line = lines[current]
  const toggle = (path: string) => setToggled(former => flipped(former, path))
  const go = (row: number) => {
    const next = Math.max(0, Math.min(lines.length - 1, row))
    setCurrent(next)
    rows.current?.scrollToRow(next)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const row = line && { fold: foldOf(line) }
    const parentRow = () => parentOf(lines, current)
    const move = treeMove(event.key, { count: lines.length, current, row, parentRow })
    if (move === undefined) return
    event.preventDefault()
    if (move === 'toggle') toggle(line?.path ?? '$')
    else go(move)
  }
  return (
    <>
      <VirtualRows
        ref={rows}
        className="sfn-payload-lines"
        count={lines.length}
        rowHeightPx={ROW_PX}
        scroller={{ role: 'tree', 'aria-label': label, 'aria-activedescendant': `${id}-${current}`, onKeyDown }}
        renderRow={(row, style) => {
          const drawn = lines[row]
          if (drawn === undefined) return null
          return (
            <TreeLine
              key={row}
              id={`${id}-${row}`}
              line={drawn}
              query={query}
              style={style}
              current={row === current}
              onClick={() => {
                setCurrent(row)
                if (foldOf(drawn) !== undefined) toggle(drawn.path)
              }}
            />
          )
        }}
      />
      {line !== undefined && <PathBar root={value} path={line.path} />}
    </>
  )
}

function PathBar({ root, path }: { readonly root: unknown; readonly path: string }) {
  const traceable = useTraceable()
  const [traced, setTraced] = useState<string>()
  const value = valueAtPath(root, path)
  return (
    <>
      <div className="sfn-payload-path">
        <code className="sfn-mono" title={path}>
          {path}
        </code>
        <CopyButton label="Path" ariaLabel={`Copy path ${path}`} text={() => path} />
        <CopyButton label="Value" ariaLabel={`Copy value of ${path}`} text={() => valueText(valueAtPath(root, path))} />
        {traceable !== undefined && isTraceable(value) && (
          <button
            type="button"
            className="sfn-action"
            title="Where this value first appeared and was last seen"
            aria-expanded={traced === path}
            onClick={() => setTraced(traced === path ? undefined : path)}
          >
            Trace
          </button>
        )}
      </div>
      {traceable !== undefined && traced === path && isTraceable(value) && (
        <ValueTraceList value={value} within={traceable} />
      )}
    </>
  )
}

function valueText(value: unknown): string {
  return typeof value === 'string' ? value : exactJsonText(value, 2)
}

interface TreeLineProps {
  readonly id: string
  readonly line: JsonLine
  readonly query: string
  readonly style: React.CSSProperties
  readonly current: boolean
  readonly onClick: () => void
}

function TreeLine({ id, line, query, style, current, onClick }: TreeLineProps) {
  const fold = foldOf(line)
  return (
    // The tree has the keys, its items are pointed at by aria-activedescendant
    <div
      id={id}
      role="treeitem"
      aria-level={line.depth + 1}
      aria-selected={current}
      aria-expanded={fold === undefined ? undefined : fold === 'open'}
      tabIndex={-1}
      className={`sfn-json-line${current ? ' sfn-json-current' : ''}`}
      style={{ ...style, paddingLeft: 4 + line.depth * 14 }}
      onClick={onClick}
    >
      <span className="sfn-json-twisty">
        {fold !== undefined && <Icon name={fold === 'closed' ? 'right' : 'down'} size={10} />}
      </span>
      {line.label !== undefined && (
        <span className="sfn-json-label">
          <Marked text={JSON.stringify(line.label)} query={query} />
          {': '}
        </span>
      )}
      <LineValue line={line} query={query} />
      {line.comma && ','}
    </div>
  )
}

function LineValue({ line, query }: { readonly line: JsonLine; readonly query: string }) {
  const { value } = line
  if (value.kind === 'closing') return <span>{value.bracket}</span>
  if (value.kind === 'opening') {
    if (!value.closed) return <span>{value.bracket}</span>
    const end = value.bracket === '{' ? '}' : ']'
    if (value.size === 0) return <span>{value.bracket + end}</span>
    const unit = value.bracket === '{' ? 'members' : 'elements'
    return (
      <span>
        {value.bracket} <span className="sfn-json-size">{`${formatCount(value.size)} ${unit}`}</span> {end}
      </span>
    )
  }
  if (value.inside === 'open') return <span className="sfn-json-size">JSON in a string</span>
  const shown = value.text.length > SHOWN_CHARACTERS ? `${value.text.slice(0, SHOWN_CHARACTERS)}…` : value.text
  return (
    <span className={`sfn-json-${value.kind}`}>
      <Marked text={shown} query={query} />
      {shown !== value.text && <span className="sfn-json-size"> {`${formatCount(value.text.length)} characters`}</span>}
    </span>
  )
}

function parentOf(lines: readonly JsonLine[], current: number): number | undefined {
  const depth = lines[current]?.depth ?? 0
  for (let row = current - 1; row >= 0; row--) if ((lines[row]?.depth ?? 0) < depth) return row
  return undefined
}

function flipped(former: ReadonlySet<string>, path: string): ReadonlySet<string> {
  const next = new Set(former)
  if (!next.delete(path)) next.add(path)
  return next
}

/** Opens every container above a path; those already open stay. */
function opened(
  value: unknown,
  at: { readonly characters: number; readonly former: ReadonlySet<string>; readonly path: string },
): ReadonlySet<string> {
  let toggled = at.former
  for (const path of ancestorPaths(at.path)) {
    const line = jsonLines(value, { characters: at.characters, toggled }).find(candidate => candidate.path === path)
    if (line !== undefined && foldOf(line) === 'closed') toggled = flipped(toggled, path)
  }
  return toggled
}
