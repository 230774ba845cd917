import { type ReactNode, useId, useState } from 'react'
import { Segments } from '../../kit/controls.tsx'
import { Icon } from '../../kit/icons.tsx'
import { type PathRule, rulePath } from '../../redaction/rules.ts'
import { SECRET_KINDS } from '../../redaction/secret-patterns.ts'
import type { Told } from '../../redaction/told.ts'
import { formatCount } from '../../words/format-count.ts'
import { PSEUDONYM_KINDS, type ShareChoices } from './share-choices.ts'
import type { PartChoice } from './share-parts.ts'

interface ShareFormProps {
  readonly choices: ShareChoices
  readonly parts: readonly PartChoice[]
  /** What became of what was chosen before. */
  readonly told: Told | undefined
  readonly remember: boolean
  readonly onChange: (patch: Partial<ShareChoices>) => void
  readonly onRemember: (on: boolean) => void
}

const MODE_WORDS = {
  keep: 'Inputs, outputs, parameters, variables and causes go along.',
  shapes: 'Names, types and sizes stay; what stands in them goes.',
  drop: 'None of them is in the file.',
} as const

const PSEUDONYMS = {
  accounts: 'Account ids',
  requests: 'Request ids and trace ids',
  names: 'State machines, executions, states, resources',
} as const

/** What goes into the file, and what is taken out. */
export function ShareForm({ choices, parts, told, remember, onChange, onRemember }: ShareFormProps) {
  const count = (number: number | undefined) => (number === undefined ? '' : formatCount(number))
  return (
    <form className="sfn-share-form" onSubmit={event => event.preventDefault()}>
      <Group title="How much of it">
        {parts.map(({ id, text, counts }) => (
          <Line key={id} count={`${formatCount(counts.kept)} events`}>
            <input type="radio" name="part" checked={choices.part === id} onChange={() => onChange({ part: id })} />
            {text}
          </Line>
        ))}
        <Line>
          <Check on={choices.definition} onChange={definition => onChange({ definition })} />
          With the state machine’s definition
        </Line>
      </Group>
      <Group title="Inputs, outputs, causes">
        <Segments
          label="Inputs, outputs, causes"
          options={[
            { id: 'keep', text: 'Keep' },
            { id: 'shapes', text: 'Shapes only' },
            { id: 'drop', text: 'Leave out' },
          ]}
          selected={choices.payloads}
          onSelect={payloads => onChange({ payloads })}
        />
        <p className="sfn-muted">{MODE_WORDS[choices.payloads]} Error names stay.</p>
        {choices.payloads !== 'keep' && (
          <Line>
            <Check on={choices.keepCauses} onChange={keepCauses => onChange({ keepCauses })} />
            Keep causes; they may quote what goes
          </Line>
        )}
      </Group>
      <Group title="Secrets, masked">
        {SECRET_KINDS.map(kind => (
          <Line key={kind} count={count(told?.masked.get(kind))}>
            <Check
              on={choices.secrets.includes(kind)}
              onChange={on => onChange({ secrets: toggled(choices.secrets, kind, on) })}
            />
            {kind.charAt(0).toUpperCase() + kind.slice(1)}
          </Line>
        ))}
      </Group>
      <Group title="Names, replaced: told apart, never told">
        {PSEUDONYM_KINDS.map(kind => (
          <Line key={kind} count={count(told?.pseudonyms.get(kind))}>
            <Check
              on={choices.pseudonyms.includes(kind)}
              onChange={on => onChange({ pseudonyms: toggled(choices.pseudonyms, kind, on) })}
            />
            {PSEUDONYMS[kind]}
          </Line>
        ))}
      </Group>
      <Rules paths={choices.paths} told={told} onChange={paths => onChange({ paths })} />
      <Line>
        <Check on={remember} onChange={onRemember} />
        Remember these choices in this browser
      </Line>
    </form>
  )
}

interface RulesProps {
  readonly paths: readonly PathRule[]
  readonly told: Told | undefined
  readonly onChange: (paths: readonly PathRule[]) => void
}

/** Places in payloads that a person names. */
function Rules({ paths, told, onChange }: RulesProps) {
  const [typed, setTyped] = useState('')
  const [isWrong, setWrong] = useState(false)
  const id = useId()
  const add = (action: PathRule['action']) => {
    const path = typed.trim()
    if (path === '' || rulePath(path) === undefined) return setWrong(true)
    setTyped('')
    setWrong(false)
    onChange([...paths.filter(one => one.path !== path), { path, action }])
  }
  return (
    <Group title="My rules">
      {paths.map(({ path, action }) => (
        <div key={path} className="sfn-share-rule">
          <code>{path}</code>
          <span>{action === 'mask' ? 'mask' : 'leave out'}</span>
          <span className="sfn-share-count">
            {formatCount((action === 'mask' ? told?.masked.get(`rule ${path}`) : told?.leftOut.get(path)) ?? 0)}
          </span>
          <button
            type="button"
            className="sfn-icon-button"
            aria-label={`Remove ${path}`}
            onClick={() => onChange(paths.filter(one => one.path !== path))}
          >
            <Icon name="cross" size={12} />
          </button>
        </div>
      ))}
      <div className="sfn-share-rule">
        <label htmlFor={id}>Path or name of a member</label>
        <input
          id={id}
          type="text"
          className="sfn-mono"
          placeholder="$..path or name"
          spellCheck={false}
          autoComplete="off"
          value={typed}
          aria-invalid={isWrong}
          onChange={event => {
            setTyped(event.currentTarget.value)
            setWrong(false)
          }}
          onKeyDown={event => {
            if (event.key === 'Enter') add('mask')
          }}
        />
        <button type="button" className="sfn-action" onClick={() => add('mask')}>
          Mask
        </button>
        <button type="button" className="sfn-action" onClick={() => add('drop')}>
          Leave out
        </button>
      </div>
      {isWrong && <p role="alert">A JSONPath such as $.customer.name or $..iban, or the name of a member.</p>}
    </Group>
  )
}

function Group({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <fieldset>
      <legend>{title}</legend>
      {children}
    </fieldset>
  )
}

function Line({ count, children }: { readonly count?: string; readonly children: ReactNode }) {
  return (
    <div className="sfn-share-line">
      <label>{children}</label>
      {count !== undefined && <span className="sfn-share-count">{count}</span>}
    </div>
  )
}

function Check({ on, onChange }: { readonly on: boolean; readonly onChange: (on: boolean) => void }) {
  return <input type="checkbox" checked={on} onChange={event => onChange(event.currentTarget.checked)} />
}

function toggled<Item>(list: readonly Item[], item: Item, on: boolean): readonly Item[] {
  const others = list.filter(one => one !== item)
  return on ? [...others, item] : others
}
